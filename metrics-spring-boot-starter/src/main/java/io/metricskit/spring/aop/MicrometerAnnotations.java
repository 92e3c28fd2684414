package io.metricskit.spring.aop;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Warns about annotations of Micrometer where no aspect of Micrometer reads them: their names are those of ours, and an
 * import of the wrong one would go unnoticed. Used once, by one thread.
 */
final class MicrometerAnnotations {

    private static final Log LOG = LogFactory.getLog(AnnotatedMethods.class);
    private static final String PACKAGE = "io.micrometer.core.annotation.";

    /** The annotations that nothing reads. */
    private final List<String> unread;

    private final Set<Class<?>> seen = new HashSet<>();

    MicrometerAnnotations(ListableBeanFactory beans) {
        this.unread = Stream.of("Timed", "Counted")
                .filter(name -> !isRead(name, beans))
                .toList();
    }

    /** Returns whether the aspect is among the beans; without Micrometer there is nothing to read either. */
    private static boolean isRead(String name, ListableBeanFactory beans) {
        ClassLoader loader = MicrometerAnnotations.class.getClassLoader();
        String className = "io.micrometer.core.aop." + name + "Aspect";
        return !ClassUtils.isPresent(className, loader)
                || BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                                        beans, ClassUtils.resolveClassName(className, loader), true, false)
                                .length
                        > 0;
    }

    /** Looks at the class of a bean and its superclasses. Spring Boot reads those on interfaces of repositories. */
    void lookAt(Class<?> beanClass) {
        if (unread.isEmpty()) {
            return;
        }
        Class<?> type = beanClass.isInterface() ? null : ClassUtils.getUserClass(beanClass);
        while (type != null && !FrameworkTypes.isOfJdk(type) && seen.add(type)) {
            lookAtThisOnly(type);
            type = type.getSuperclass();
        }
    }

    private void lookAtThisOnly(Class<?> type) {
        try {
            warn(type.getName(), type);
            for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
                if (!method.isBridge()) {
                    warn(type.getName() + "." + method.getName(), method);
                }
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("The annotations of " + type + " cannot be read", e);
        }
    }

    private void warn(String site, AnnotatedElement element) {
        MergedAnnotations present = MergedAnnotations.from(element.getDeclaredAnnotations());
        for (String name : unread) {
            if (present.isDirectlyPresent(PACKAGE + name)) {
                LOG.warn(site + ": " + PACKAGE + name + " has no effect, since no bean is a " + name
                        + "Aspect of Micrometer. For metricskit, import io.metricskit.annotation.Timed"
                        + (name.equals("Counted") ? ", which counts calls too." : "."));
            }
        }
    }
}
