package io.metricskit;

/**
 * Thrown when a metric cannot be registered because of another one in the registry: one of the same name, or one whose
 * samples would be confused with its own. Where a metric may be shared, only another definition of its name conflicts.
 *
 * <pre>{@code
 * try {
 *     registry.register(collector);
 * } catch (MetricConflictException e) {
 *     System.err.println(e.metricName() + ": " + e.getMessage());
 * }
 * }</pre>
 */
public final class MetricConflictException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String metricName;
    private final String otherName;

    MetricConflictException(String metricName, String otherName, String message) {
        super(message);
        this.metricName = metricName;
        this.otherName = otherName;
    }

    /** Returns the name of the metric that was refused. */
    public String metricName() {
        return metricName;
    }

    /** Returns the name of the registered metric that it conflicts with, or the reserved name that it would have. */
    public String otherName() {
        return otherName;
    }
}
