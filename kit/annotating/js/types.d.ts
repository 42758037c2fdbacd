// What the modules hand each other. Places count UTF-16 units here, and code points in what goes to
// Python or comes from it.

import type { Annotator } from "./annotator.js";

export type Span = [start: number, end: number];
export type Side = "start" | "end";

/** A widget's model: what it shares with Python. */
export interface Model {
  get(name: string): any;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(message: object | string): void;
  on(names: string, act: (message: any) => void): void;
  off(names: string, act: (message: any) => void): void;
}

/** What a front end calls a widget's render() with. */
export interface RenderContext {
  model: Model;
  el: HTMLElement & { annotator?: Annotator };
}

export interface Article {
  text: string;
  title: string;
  language: string;
  creator: string;
  /** Names the file and the text among what this browser keeps; null without a file. */
  shelf: string | null;
  paragraphs: Span[];
  sentences: Span[];
  /** The layers' titles by their names. */
  layers: Record<string, string>;
  labels: CodebookLabel[];
}

export interface Attribute {
  name: string;
  type: string;
  title: string;
  definition: string;
  choices: string[];
}

export interface CodebookLabel {
  name: string;
  title: string;
  key: string;
  definition: string;
  colour: string;
  attributes: Attribute[];
  layer?: string;
}

/** A label as it is shown. */
export interface Label extends CodebookLabel, Inks {
  number: number;
  /** A few letters behind the marked words, which tell the labels apart. */
  tag: string;
}

export interface Inks {
  /** Can be seen on the page. */
  ink: string;
  /** Behind the words of a mark. */
  tint: string;
  /** The same for the chosen mark. */
  strong: string;
}

/** A line of the article that has something in it: what is drawn as a paragraph. */
export interface Block {
  start: number;
  end: number;
  /** The paragraph's number in the article, where the block begins one. */
  number: number | undefined;
  /** Whether empty lines stand before it. */
  gap: boolean;
}

export interface Mark {
  id: string;
  /** null, like end, when the words are not in the text any more */
  start: number | null;
  end: number | null;
  label: string;
  note: string;
  creator: string;
  attributes: Record<string, string>;
  status: string;
  words: string;
}

export interface PlacedMark extends Mark {
  start: number;
  end: number;
}

/** What a person did, as Python is told it. */
export interface Operation {
  do: "add" | "change" | "remove" | "undo" | "redo";
  /** By this Python does once what is sent twice. */
  number?: number;
  id?: string;
  start?: number;
  end?: number;
  label?: string;
  note?: string;
  attributes?: Record<string, string>;
  /** Of undo and redo: the mark as it is afterwards, null if there is none. */
  mark?: Mark | null;
}

/** What undo and redo need to know of something that was done. */
export interface Step {
  id?: string;
  before?: Mark | null;
  after?: Mark | null;
}

/** Whether everything is in the file, and what to say of it; what can be taken back and done again. */
export interface Status {
  saved: { ok: boolean; message: string };
  can: { undo: boolean; redo: boolean };
}

/** All marks, as Python has them. */
export interface Whole extends Status {
  revision: number;
  marks: Mark[];
}

/** What Python says: what changed, and to the window that asked, how far it has come. */
export interface Message extends Status {
  revision: number;
  changed: Record<string, Mark | null>;
  window?: string;
  upto?: number;
  refused?: string[];
  marks?: Mark[];
}
