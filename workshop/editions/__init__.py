"""Make what students, instructors and graders get from the masters."""
