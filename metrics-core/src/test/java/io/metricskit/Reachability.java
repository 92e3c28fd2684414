package io.metricskit;

import io.metricskit.testkit.Polling;
import java.lang.ref.WeakReference;
import java.time.Duration;

/** Whether objects are kept, which only the garbage collector knows. */
public final class Reachability {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Reachability() {}

    /** Returns when nothing keeps the referent any longer; fails if something still does after many collections. */
    public static void awaitEnd(WeakReference<?> reference) {
        Polling.until(
                "the garbage collector takes what nothing should keep",
                LIMIT,
                () -> {
                    System.gc();
                    return reference.refersTo(null);
                },
                gone -> gone);
    }
}
