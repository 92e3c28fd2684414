package io.metricskit;

/** A clock for durations, as {@link System#nanoTime}; tests have their own. */
@FunctionalInterface
interface NanoClock {

    NanoClock SYSTEM = System::nanoTime;

    long nanos();
}
