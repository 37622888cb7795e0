package dev.kiln.queue;

/** Port: opens the channel on which a worker is woken. */
public interface WorkSignals {
    /** Begins to listen for one worker; close it when the worker leaves. */
    WorkSignal open(WorkerId worker);
}
