package io.metricskit.spring.aop;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Objects that Spring works on without a bean definition, such as the jobs of Quartz, and whose class no proxy can
 * extend. The look at all beans of a starting application does not find these. Safe for use by many threads.
 */
final class UndefinedBeans {
    /*
     * Some are made while the application starts. Whether the look at all beans warns about the class anyway, since a
     * bean has it too, is not known then.
     */

    private static final Log LOG = LogFactory.getLog(AnnotatedMethods.class);

    private final Map<String, Obstacle> waiting = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private boolean hasStarted;

    /** Warns that the annotations of a class have no effect on such an object, once for each class. */
    synchronized void refuse(AnnotatedType type, Obstacle obstacle) {
        if (hasStarted) {
            warn(type.name(), obstacle);
        } else {
            waiting.putIfAbsent(type.name(), obstacle);
        }
    }

    /** Tells that users learn of the obstacle of a class otherwise. */
    synchronized void areToldOf(AnnotatedType type) {
        told.add(type.name());
    }

    /** Tells that the look at all beans is over. */
    synchronized void start() {
        hasStarted = true;
        waiting.forEach(this::warn);
        waiting.clear();
    }

    private void warn(String className, Obstacle obstacle) {
        if (told.add(className)) {
            LOG.warn(className + ": the annotations have no effect on an object without a bean definition, since "
                    + obstacle.reason() + ". " + obstacle.action());
        }
    }
}
