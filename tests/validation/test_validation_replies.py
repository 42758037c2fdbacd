"""A kernel's reply is taken even if it comes while something is sent to the kernel."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import zmq
import zmq.asyncio
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.session import Session

from workshop.validation.running import ShellChannel

NEVER = 600  # seconds


async def meet(channel_class, seconds):
    """Await a reply so long; let it come, and send something before the loop has seen it."""
    session = Session(key=b"any")
    with zmq.asyncio.Context() as context:
        own = context.socket(zmq.PAIR)
        kernel = zmq.Context.shadow(context.underlying).socket(zmq.PAIR)
        own.bind("inproc://meet")
        kernel.connect("inproc://meet")
        channel = channel_class(own, session)
        waiting = asyncio.ensure_future(channel.get_msg(timeout=NEVER))
        await asyncio.sleep(0.1)  # it waits now
        session.send(kernel, "execute_reply", {"status": "ok"})
        channel.send(session.msg("comm_msg"))
        try:
            return (await asyncio.wait_for(waiting, seconds))["msg_type"]
        finally:
            own.close(linger=0)
            kernel.close(linger=0)


def run(coroutine):
    """Run a coroutine in a thread: in this one, a browser of other tests may have its loop."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, coroutine).result()


def test_a_reply_that_comes_while_something_is_sent_is_taken():
    assert run(meet(ShellChannel, NEVER)) == "execute_reply"
    with pytest.raises(TimeoutError):  # nothing wakes the stock one: else ours isn't needed
        run(meet(AsyncZMQSocketChannel, 3))
