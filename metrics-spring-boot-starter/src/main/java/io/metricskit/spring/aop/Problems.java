package io.metricskit.spring.aop;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Annotations that cannot do what they say, each told once. Used by one thread. */
final class Problems {

    private static final Log LOG = LogFactory.getLog(AnnotatedMethods.class);

    private final Set<Problem> all = new LinkedHashSet<>();

    private record Problem(String site, String reason, String action) {}

    /**
     * Takes note of a problem.
     *
     * @param site the annotated method
     * @param reason why the annotation does not work, without a full stop
     * @param action what to do, a sentence
     */
    void add(String site, String reason, String action) {
        all.add(new Problem(site, reason, action));
    }

    /** Logs each problem. */
    void warn() {
        for (Problem problem : all) {
            LOG.warn(problem.site() + ": " + problem.reason() + ". " + problem.action());
        }
    }

    /**
     * Fails with the first problem, after logging the others.
     *
     * @throws AnnotatedMethodException if there is a problem
     */
    void fail() {
        warn();
        for (Problem problem : all) {
            throw new AnnotatedMethodException(problem.site(), problem.reason(), problem.action());
        }
    }
}
