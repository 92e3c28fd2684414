package io.metricskit.spring.web;

/** Thrown when something else in the application already answers at the path of the metrics endpoint. */
public final class MetricsPathConflictException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    MetricsPathConflictException(String path, String competitor) {
        super("The metrics endpoint cannot answer at '" + path + "', since " + competitor + " already does.");
    }
}
