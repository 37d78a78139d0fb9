"""Toastlane's Python workers: the talk's own concurrent.futures, with the real GIL and the real costs of its pools.

    python3 -c <this text> MODE LANES FIRSTLANE        (Python 3.8 or later, standard library only)

toast writes chunks of legs to standard input; every step of a leg is answered on standard output by whoever did it,
with one 48-byte write, which a pipe never tears apart. The modes:

    threads     one ThreadPoolExecutor, a thread for each lane
    processes   one ProcessPoolExecutor for each lane, with one process in it
    loops       a thread with its own asyncio event loop for each lane
"""
import sys
if sys.path and not sys.path[0]:
    del sys.path[0]  # -c puts the current folder first: a user's queue.py must not replace Python's
import signal
# Not SIG_IGN: commands would inherit that through exec, while a handler is theirs to lose.
signal.signal(signal.SIGINT, lambda *_: None)
STOPS = signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU
for number in STOPS:  # toast starts this with stops held; one that waits was for toast's own group, and is forgotten
    signal.signal(number, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_SETMASK, ())
for number in STOPS:
    signal.signal(number, signal.SIG_DFL)

import ctypes
import errno
import mmap
import os
import resource
import select
import struct
import subprocess
import threading
import time
from contextlib import suppress
from functools import partial

FRAME = struct.Struct("<I")
CHUNK = struct.Struct("<3I")  # kind, lane, legs
LEG = struct.Struct("<2I2q")  # tag, steps, deadline, limit
STEP = struct.Struct("<2Iq")  # kind, bytes of text, nanoseconds
ANSWER = struct.Struct("<5Ii3q")  # length, kind, lane, tag, step, status, began, ended, cpu
QUIT, STOP = 2, 3
WORK, WAIT = 0, 1
READY, DONE, LOST, STATISTICS, CANNOT = 1, 2, 3, 4, 5
LIMIT_PASSED = -1000
# A group of its own is out of the terminal's reach; in a session of its own, which is all that older
# Pythons can give without a slow start, a command would not have the run's priority.
OWN_GROUP = {"process_group": 0} if sys.version_info >= (3, 11) else {"start_new_session": True}
MARK = "TOASTLANE_POOL"  # in the environment of every command
CANNOT_START = 126  # the shell's own status for a command that cannot be run

MODE, LANES, FIRST = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
COORDINATOR = os.getpid()
clock = partial(time.clock_gettime_ns, time.CLOCK_MONOTONIC)
thread_time = time.thread_time_ns
prctl = getattr(ctypes.CDLL(None), "prctl", lambda *_: None)  # Linux alone has it

# The process groups of running commands, in memory shared with the lanes' processes and with the guard: whoever is
# killed, another one knows what has to go with it. A lane runs one command at a time, which has the lane's place.
groups = memoryview(mmap.mmap(-1, 4 * LANES)).cast("i")
stopped = bytearray(LANES)  # lanes that toast wants to give up what they do; the coordinator's threads alone look
SLICE = 100_000_000  # ns after which a long wait looks
nothing = os.open(os.devnull, os.O_RDWR)  # once, as nobody knows how many files may be open later
guard = lifeline = None
starting = threading.Lock()
children = {}  # lane: its multiprocessing.Process


def answer(kind, lane, status=0, began=0, ended=0, cpu=0):
    try:
        os.write(1, ANSWER.pack(44, kind, lane, 0, 0, status, began, ended, cpu))
    except OSError:  # toast is gone
        end()


def shortage(problem):
    """The errno where the system gives no more of something, else None."""
    if isinstance(problem, MemoryError):
        return errno.ENOMEM
    if isinstance(problem, RuntimeError) and "new thread" in str(problem):
        return errno.EAGAIN
    number = getattr(problem, "errno", None)
    return number if number in (errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.ENOMEM) else None


def give_up(problem):
    """Tells toast why there are no workers, and ends."""
    number = shortage(problem)
    if number:
        answer(CANNOT, FIRST, status=number)
    else:
        os.write(2, f"python3: {problem!r}\n".encode())
    end()


def kill_group(place):
    group = groups[place]  # read once: its thread may clear it, and group 0 would be our own
    if group:
        with suppress(OSError):
            os.killpg(group, signal.SIGKILL)


def kill_marked(mark):
    """Kills what inherited the mark: also a command whose starter was killed before it could note the group."""
    found = False
    for pid in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else []):
        with suppress(OSError):
            with open(f"/proc/{pid}/environ", "rb") as file:
                if f"\0{MARK}={mark}".encode() in b"\0" + file.read():
                    os.kill(int(pid), signal.SIGKILL)
                    found = True
    return found


def end(*_):
    """Ends everything at once, without an answer; also the handler of SIGTERM and SIGHUP."""
    if os.getpid() != COORDINATOR:  # a lane's process: the coordinator sees it and does the rest
        os._exit(1)
    starting.acquire(timeout=0.5)  # for good: no command starts any more
    os.dup2(nothing, 1)
    for child in list(children.values()):
        child.kill()
    for child in list(children.values()):
        child.join()
    with suppress(OSError):  # another thread is at it, too
        if guard:
            os.close(lifeline)
            os.waitpid(guard, 0)
    for group in filter(None, groups):
        with suppress(OSError):  # its thread was faster, or it is the child of a lane's process
            os.waitpid(group, 0)
    os._exit(0)


def start_guard():
    """A process that outlives this one just long enough to kill its commands, even if this one dies by SIGKILL.

    A death signal for each command (PR_SET_PDEATHSIG) would reach the shell alone, and the preexec_fn that sets it
    makes a command start in 2.3 ms instead of 0.6, for want of vfork.
    """
    watched, lifeline = os.pipe()  # the other end is closed by this process's death, whatever the cause
    pid = os.fork()
    if pid == 0:
        os.setsid()  # not in the group that toast may kill as a whole
        os.dup2(watched, 3)
        os.closerange(4, 1024)
        os.closerange(0, 3)  # toast must see the end of this program's output
        os.read(3, 1)
        time.sleep(0.02)  # the lanes' processes are dead by then, and what they had forked has become a command
        for place in range(len(groups)):
            kill_group(place)
        while kill_marked(f"{COORDINATOR}."):
            time.sleep(0.01)
        os._exit(0)
    os.close(watched)
    return pid, lifeline


def fine_timer():
    prctl(29, 1)  # PR_SET_TIMERSLACK, for this thread: the default makes every wait 50 us late


def statistics(lane):
    """Speaks of the thread that calls it: run-queue wait, involuntary switches, processor time."""
    try:
        with open("/proc/thread-self/schedstat") as file:
            queued = int(file.read().split()[1])
    except (OSError, IndexError):
        queued = -1
    usage = resource.getrusage(getattr(resource, "RUSAGE_THREAD", resource.RUSAGE_SELF))
    answer(STATISTICS, lane, began=queued, ended=usage.ru_nivcsw, cpu=thread_time())


# Steps and chunks

COARSE, FINE = range(500), range(25)  # about 10 us and 0.5 us


def burn(until, limit, place):
    """Pure Python, like the user's: holds the GIL until this thread's processor clock shows `until`."""
    while thread_time() < until - 20_000:
        for _ in COARSE:
            pass
        if stopped[place] or limit and clock() >= limit:
            return LIMIT_PASSED
    while thread_time() < until:
        for _ in FINE:
            pass
    return 0


async def block(seconds):
    time.sleep(seconds)


def start_command(text, place):
    with starting:
        process = subprocess.Popen(os.fsdecode(text), shell=True, stdin=subprocess.DEVNULL, stdout=2,
                                   **OWN_GROUP)
        groups[place] = process.pid
    return process


async def blocking_command(text, limit, lane):
    try:
        process = start_command(text, lane - FIRST)
    except (OSError, ValueError, subprocess.SubprocessError):
        return CANNOT_START
    if stopped[lane - FIRST]:  # told to before the group was noted
        kill_group(lane - FIRST)
    late = limit and not ends_before(process, limit)
    if late:
        os.killpg(process.pid, signal.SIGKILL)
    status = process.wait()
    groups[lane - FIRST] = 0
    return LIMIT_PASSED if late else status


def ends_before(process, limit):
    left = max(0, limit - clock()) / 1e9
    try:  # Popen.wait with a timeout polls, and notices an end up to 50 ms late; a pidfd tells at once
        watch = os.pidfd_open(process.pid)
    except (AttributeError, OSError):
        with suppress(subprocess.TimeoutExpired):
            process.wait(left)
        return process.returncode is not None
    try:
        return bool(select.select([watch], [], [], left)[0])
    finally:
        os.close(watch)


def legs(frame):
    _, lane, count = CHUNK.unpack_from(frame)
    at = CHUNK.size
    for _ in range(count):
        tag, step_count, deadline, limit = LEG.unpack_from(frame, at)
        texts = at + LEG.size + step_count * STEP.size
        steps = []
        for kind, size, ns in STEP.iter_unpack(frame[at + LEG.size:texts]):
            steps.append((kind, ns, frame[texts:texts + size]))
            texts += size
        at = texts
        yield lane, tag, deadline, limit, steps


async def do_legs(frame, sleep, command):
    try:
        for lane, tag, deadline, limit, steps in legs(frame):
            place = lane - FIRST
            if sleep is block:  # on a loop other chunks are under way, too
                stopped[place] = 0
            for index, (kind, ns, text) in enumerate(steps):
                status, began, used = 0, clock(), thread_time()
                if limit and began >= limit:
                    status = LIMIT_PASSED
                elif kind == WORK:
                    if ns:
                        if sleep is not block:
                            stopped[place] = 0
                        status = burn(used + ns, limit, place)
                elif kind == WAIT:
                    stop = deadline if deadline and index == 0 else began + ns
                    if 0 < limit < stop:
                        stop, status = limit, LIMIT_PASSED
                    while (left := stop - clock()) > 0:
                        if sleep is block and stopped[place]:
                            status = LIMIT_PASSED
                            break
                        await sleep(min(left, SLICE) / 1e9)
                else:
                    status = await command(text, limit, lane)
                # On a loop only work has the thread to itself: in other steps its time went to other chunks.
                used = thread_time() - used if kind == WORK or sleep is block else 0
                os.write(1, ANSWER.pack(44, DONE, lane, tag, index, status, began, clock(), used))
                if status:
                    break
    except OSError:  # toast is gone
        end()


def do_chunk(frame):
    """What is submitted to a pool. Its sleep and command block, so the coroutine goes to its end in one go."""
    with suppress(StopIteration):
        do_legs(frame, block, blocking_command).send(None)


def frames(before_reading=lambda: None):
    """The chunks until toast says quit. The end of standard input is the end of everything."""
    data = b""
    while True:
        at = 0
        while len(data) >= at + 4 and len(data) >= (stop := at + 4 + FRAME.unpack_from(data, at)[0]):
            kind = FRAME.unpack_from(data, at + 4)[0]
            if kind == QUIT:
                return
            if kind == STOP:
                place = FRAME.unpack_from(data, at + 8)[0] - FIRST
                stopped[place] = 1
                kill_group(place)
            else:
                yield data[at + 4:stop]
            at = stop
        before_reading()
        more = os.read(0, 1 << 18)
        if not more:
            end()
        data = data[at:] + more


# The three kinds of lane

def threads():
    from concurrent.futures import ThreadPoolExecutor
    pool = ThreadPoolExecutor(LANES, initializer=fine_timer)
    lanes = range(FIRST, FIRST + LANES)
    gate = threading.Barrier(LANES)  # one call in each thread: all are started, and none is asked twice

    def on_every_thread(function):
        for future in [pool.submit(lambda lane: (gate.wait(), function(lane)), lane) for lane in lanes]:
            future.result()

    on_every_thread(lambda lane: None)
    for lane in lanes:
        answer(READY, lane, cpu=COORDINATOR)
    for frame in frames():  # any idle thread takes the chunk; as many lanes as threads, so there is one
        pool.submit(do_chunk, frame)
    on_every_thread(statistics)


def processes():
    import multiprocessing
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
    # A pool for each lane: when one of its processes dies, a ProcessPoolExecutor gives up all of its tasks, those of
    # the healthy processes too.
    pools, ready, sentinels = {}, set(), {}
    poll = select.poll()
    poll.register(0, select.POLLIN)

    def start(lane):  # in the main thread only: the death of the thread that forks is what lanes_process waits for
        before = set(multiprocessing.active_children())
        pool = ProcessPoolExecutor(1, multiprocessing.get_context("fork"), lanes_process, (lane,))
        pools[lane] = pool
        first = pool.submit(os.getpid)  # forks, and starts the pool's own threads
        children[lane] = (set(multiprocessing.active_children()) - before).pop()
        sentinels[children[lane].sentinel] = lane
        poll.register(children[lane].sentinel, select.POLLIN)

        def introduce(future):
            if pools[lane] is pool and not future.exception():
                ready.add(lane)
                answer(READY, lane, cpu=future.result())
        first.add_done_callback(introduce)

    def replace(lane):
        ready.discard(lane)
        children[lane].join()
        kill_group(lane - FIRST)
        groups[lane - FIRST] = 0
        time.sleep(0.02)  # what it had forked has become a command by then
        kill_marked(f"{COORDINATOR}.{lane}\0")
        pools[lane].shutdown(wait=False)  # broken; waiting for its threads could take for ever before Python 3.12
        answer(LOST, lane)
        start(lane)

    def replace_dead():  # a sentinel, not the future's BrokenProcessPool: an idle lane has no future
        while True:
            events = [fd for fd, _ in poll.poll()]
            for fd in events:
                if fd in sentinels:
                    poll.unregister(fd)
                    replace(sentinels.pop(fd))
            if 0 in events:
                return

    for lane in range(FIRST, FIRST + LANES):
        start(lane)
    for frame in frames(replace_dead):
        lane = CHUNK.unpack_from(frame)[1]
        if lane in ready:  # or toast sent it before it heard of the death, and counts it among the lost
            with suppress(BrokenExecutor):
                pools[lane].submit(do_chunk, frame)
    for lane, pool in pools.items():
        try:
            pool.submit(statistics, lane).result()
        except BrokenExecutor:
            answer(STATISTICS, lane, began=-1)


def lanes_process(lane):
    """Makes a fresh child the process of one lane, which dies with its parent."""
    os.close(lifeline)
    prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: when the thread that forked dies
    if os.getppid() != COORDINATOR:
        end()
    os.dup2(nothing, 0)
    os.environ[MARK] = f"{COORDINATOR}.{lane}"
    fine_timer()


def loops():
    import asyncio
    running = {}  # lane: its loop
    tasks = set()  # a loop itself holds its tasks weakly

    def serve(lane):
        fine_timer()
        loop = running[lane] = asyncio.new_event_loop()
        loop.call_soon(partial(answer, READY, lane, cpu=COORDINATOR))
        loop.run_forever()

    def begin(loop, frame):
        task = loop.create_task(do_legs(frame, asyncio.sleep, command))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    async def command(text, limit, lane):
        place = lane - FIRST
        try:
            process = start_command(text, place)
            left = (limit - clock()) / 1e9 if limit else None
            return await asyncio.wait_for(end_of(process), left)
        except asyncio.TimeoutError:
            with suppress(OSError):  # ended in this very moment
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return LIMIT_PASSED
        except (OSError, ValueError, subprocess.SubprocessError):
            return CANNOT_START
        finally:
            groups[place] = 0

    async def end_of(process):  # asyncio's own subprocesses tell their id some turns of the loop after their start
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        try:
            watch = os.pidfd_open(process.pid)
        except (AttributeError, OSError):
            return await loop.run_in_executor(None, process.wait)
        loop.add_reader(watch, over.set)
        try:
            await over.wait()
        finally:
            loop.remove_reader(watch)
            os.close(watch)
        return process.wait()

    async def finish(lane):
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
        statistics(lane)

    lanes = range(FIRST, FIRST + LANES)
    for lane in lanes:
        threading.Thread(target=serve, args=(lane,), daemon=True).start()
    for frame in frames():
        loop = running[CHUNK.unpack_from(frame)[1]]
        loop.call_soon_threadsafe(begin, loop, frame)
    for future in [asyncio.run_coroutine_threadsafe(finish(lane), running[lane]) for lane in lanes]:
        future.result()


os.environ[MARK] = f"{COORDINATOR}.{FIRST}"


def heed(problem):
    """Hears of a pool's own threads: where one lacks something others would wait for ever."""
    if shortage(problem.exc_value):
        give_up(problem.exc_value)


threading.excepthook = heed  # all else that matters is told by answers
try:
    guard, lifeline = start_guard()
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    {"threads": threads, "processes": processes, "loops": loops}[MODE]()
except BaseException as error:  # no more processes or threads, in one guise or another
    give_up(error)
os.kill(guard, signal.SIGKILL)  # no command is running
os.waitpid(guard, 0)
for process in children.values():
    process.kill()  # idle
for process in children.values():
    process.join()
os._exit(0)
