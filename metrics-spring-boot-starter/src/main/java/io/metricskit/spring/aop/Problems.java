package io.metricskit.spring.aop;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Annotations that cannot do what they say, each told once. Used by one thread. */
final class Problems {

    private static final Log LOG = LogFactory.getLog(AnnotatedMethods.class);

    private final Set<Problem> all = new LinkedHashSet<>();

    private record Problem(String site, String reason, String action) {

        @Override
        public String toString() {
            return site + ": " + reason + ". " + action;
        }
    }

    /**
     * Adds a problem.
     *
     * @param site the annotated method or class
     * @param reason why the annotation does not work, without a full stop
     * @param action what to do, a sentence
     */
    void add(String site, String reason, String action) {
        all.add(new Problem(site, reason, action));
    }

    /** Logs each problem. */
    void warn() {
        for (Problem problem : all) {
            LOG.warn(problem);
        }
    }

    /**
     * Fails with all problems.
     *
     * @throws AnnotatedMethodException if there is a problem
     */
    void fail() {
        if (all.isEmpty()) {
            return;
        }
        Problem first = all.iterator().next();
        if (all.size() == 1) {
            throw new AnnotatedMethodException(first.site(), first.reason(), first.action());
        }
        throw AnnotatedMethodException.ofSeveral(
                first.site(),
                "There are " + all.size() + " problems with annotations:"
                        + all.stream().map(problem -> "\n\n- " + problem).collect(Collectors.joining()),
                "Do for each what is said above, or set metrics.aspects.strict=false to be warned about them only.");
    }
}
