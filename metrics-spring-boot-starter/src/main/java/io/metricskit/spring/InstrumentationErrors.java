package io.metricskit.spring;

import io.metricskit.Counter;
import io.metricskit.model.Collector;
import io.metricskit.model.Quoted;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The recordings that failed around calls and requests: counted by site, and logged at the first failure of each.
 *
 * <p>The collector has no series until there is a failure. It belongs to no registry, since registries keep its name
 * for this use; exporters write it beside them. As part of the aspects' infrastructure it gets no proxy itself. Safe
 * for use by many threads.
 */
public final class InstrumentationErrors implements AopInfrastructureBean {

    private static final Log LOG = LogFactory.getLog(InstrumentationErrors.class);

    private final Counter counter = Counter.builder("metrics_instrumentation_errors_total")
            .help("Recordings around a call that failed, by the place of the call.")
            .labelNames("site")
            .build();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Creates the collector, without a failure. */
    public InstrumentationErrors() {}

    /** Returns {@code metrics_instrumentation_errors_total}. */
    public Collector collector() {
        return counter;
    }

    /**
     * Records a failure. Never throws, since it is called within somebody's call.
     *
     * @param site where it happened, one of few places
     * @param failure what a recording threw
     */
    public void failed(String site, Throwable failure) {
        try {
            counter.labelValues(site).inc();
            if (warned.add(site)) {
                LOG.warn("A recording at " + site + " failed, and the measured call went on: " + Quoted.of(failure)
                        + causeOf(failure)
                        + ". Further failures there are counted in metrics_instrumentation_errors_total and logged at"
                        + " DEBUG.");
            }
            LOG.debug("A recording at " + site + " failed", failure);
        } catch (Throwable ignored) {
            // Memory or stack are at their end, or the log is broken: the call matters more.
        }
    }

    private static String causeOf(Throwable failure) {
        return failure.getCause() == null ? "" : ", caused by " + Quoted.of(failure.getCause());
    }
}
