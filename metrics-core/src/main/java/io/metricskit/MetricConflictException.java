package io.metricskit;

/**
 * Says that a registry already has a metric of the asked name with another definition, or one whose samples would be
 * confused with the new one's.
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

    MetricConflictException(String metricName, String message) {
        super(message);
        this.metricName = metricName;
    }

    /** Returns the name of the metric that was refused. */
    public String metricName() {
        return metricName;
    }
}
