package io.metricskit.http;

import io.metricskit.Registry;
import java.util.List;

/** An endpoint that listens, and what a test needs to know of it. */
public interface RunningEndpoint extends AutoCloseable {

    /** Returns the port on which it answers at {@code /metrics}. */
    int port();

    /** Returns the registry that it shows; what a test registers there is gone after the test. */
    Registry registry();

    /** Returns what was logged at WARN or above since it was started, by whomever. */
    List<String> warnings();

    @Override
    void close() throws Exception;
}
