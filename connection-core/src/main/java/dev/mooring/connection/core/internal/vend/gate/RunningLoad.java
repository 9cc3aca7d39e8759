package dev.mooring.connection.core.internal.vend.gate;

/** A load on its thread, which is interrupted only as long as it runs there. */
final class RunningLoad {
    private final Thread thread;
    private final long started;
    private boolean hasEnded;

    RunningLoad(Thread thread, long started) {
        this.thread = thread;
        this.started = started;
    }

    synchronized void interruptIfStartedBefore(long before) {
        if (!hasEnded && started < before) {
            thread.interrupt();
        }
    }

    /** Leaves no interrupt to whatever the thread does next. */
    synchronized void end() {
        hasEnded = true;
        Thread.interrupted();
    }
}
