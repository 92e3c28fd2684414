package io.metricskit.spring.aop;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The classes of objects that got no proxy, since none can extend the class. The look at all beans of a starting
 * application does not find them all: not those of objects without a bean definition, such as the jobs of Quartz, nor
 * those of beans that tell their class when they are created. Safe for use by many threads.
 */
final class RefusedClasses {
    /*
     * Some are made while the application starts. Whether the look at all beans warns about the class anyway, since a
     * bean has it too, is not known then.
     */

    private static final Log LOG = LogFactory.getLog(AnnotatedMethods.class);

    private final Map<String, Obstacle> waiting = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private boolean hasStarted;

    /** Warns that the annotations of a class have no effect on its objects, once for each class. */
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
            LOG.warn(className + ": the annotations have no effect, since " + obstacle.reason() + ". "
                    + obstacle.action());
        }
    }
}
