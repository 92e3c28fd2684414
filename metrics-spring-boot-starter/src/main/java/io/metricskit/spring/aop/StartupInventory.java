package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** The look at all beans of a context when it starts. It creates no bean. Used once, by one thread. */
final class StartupInventory {

    private static final Log LOG = LogFactory.getLog(AnnotatedMethods.class);

    /** More methods than these are listed at DEBUG only. */
    private static final int MAX_LISTED = 10;

    private final ConfigurableListableBeanFactory beanFactory;
    private final AnnotatedTypes types;
    private final InterfaceProxies proxies;
    private final RefusedClasses refusedClasses;
    private final AnnotatedMethods methods;
    private final MicrometerAnnotations micrometer;
    private final Problems problems;
    private final Set<String> measured = new LinkedHashSet<>();
    private final Set<String> warned = new HashSet<>();

    StartupInventory(
            ConfigurableListableBeanFactory beanFactory,
            AnnotatedTypes types,
            InterfaceProxies proxies,
            RefusedClasses refusedClasses,
            AnnotatedMethods methods,
            Problems problems) {
        this.beanFactory = beanFactory;
        this.types = types;
        this.proxies = proxies;
        this.refusedClasses = refusedClasses;
        this.methods = methods;
        this.micrometer = new MicrometerAnnotations(beanFactory);
        this.problems = problems;
    }

    /**
     * Prepares the measurement of all methods that can be measured, and notes which cannot.
     *
     * @throws AnnotatedMethodException if a measurement cannot be made
     */
    void take() {
        for (String beanName : beanFactory.getBeanDefinitionNames()) {
            if (!ReplacedBeans.contains(beanFactory, beanName)) {
                take(beanName, classOf(beanName));
            }
        }
        for (String beanName : beanFactory.getSingletonNames()) {
            Object bean = beanFactory.containsBeanDefinition(beanName) ? null : createdBean(beanName);
            if (bean != null) {
                take(beanName, AopUtils.getTargetClass(bean));
            }
        }
        if (!measured.isEmpty()) {
            LOG.info("Measuring the calls of " + measured.size() + " annotated "
                    + (measured.size() == 1 ? "method: " : "methods: ")
                    + measured.stream().limit(MAX_LISTED).collect(Collectors.joining(", "))
                    + (measured.size() > MAX_LISTED ? " and others" : ""));
            measured.forEach(site -> LOG.debug("Measuring " + site));
        }
    }

    private void take(String beanName, @Nullable Class<?> beanClass) {
        if (beanClass == null) {
            return;
        }
        micrometer.lookAt(beanClass);
        AnnotatedType type = types.of(beanClass);
        if (type == null) {
            return;
        }
        LifecycleCallbacks callbacks = new LifecycleCallbacks(beanFactory, beanName, beanClass);
        addAnnotationsInVain(type, callbacks);
        AnnotatedBean bean = annotatedBean(beanName, beanClass, type);
        if (bean.obstacle() != null) {
            refusedClasses.areToldOf(type);
        }
        boolean isExtended = false;
        for (AnnotatedMethod method : type.methods()) {
            if (!method.isAnnotatedItself() && !bean.isReachable(method)) {
                // An annotation on the class is not meant for what no proxied interface has.
                continue;
            }
            Obstacle obstacle = bean.obstacle(method);
            isExtended |= obstacle == null;
            boolean declared = callbacks.declare(method);
            boolean isCallback = declared || callbacks.name(method);
            if (isCallback && method.isAnnotatedItself()) {
                problems.add(
                        method.site(),
                        "Spring's own call of the method is not measured, since it does not go through the proxy",
                        "Measure inside it with time(..) of a metric, or let it call an annotated method of another"
                                + " bean.");
            }
            // A series at 0 would promise calls that may never come; if one comes, it is measured all the same.
            if (!isCallback || (method.isAnnotatedItself() && !declared)) {
                take(method, obstacle);
            }
        }
        if (isExtended && bean.isExtendedByUs() && warned.add(type.name())) {
            warnAboutWhatStaysOnTheProxy(type);
        }
    }

    private void addAnnotationsInVain(AnnotatedType type, LifecycleCallbacks callbacks) {
        if (type.isAnnotatedInVain()) {
            problems.add(
                    type.name(),
                    "the annotation on the class measures nothing, since it has no public methods",
                    "Make the methods public, or annotate them.");
        }
        for (Class<?> each : type.interfacesAnnotatedInVain()) {
            problems.add(
                    each.getName(),
                    "the annotation on the interface measures nothing, since it has no methods",
                    "Annotate the classes that implement it.");
        }
        if (!type.methods().isEmpty()
                && type.methods().stream()
                        .allMatch(method -> !method.isAnnotatedItself() && callbacks.declare(method))) {
            problems.add(
                    type.name(),
                    "the annotation on the type measures nothing, since Spring itself calls all its methods, and not"
                            + " through the proxy",
                    "Remove it, or move the work to a method of another bean.");
        }
    }

    private AnnotatedBean annotatedBean(String beanName, Class<?> beanClass, AnnotatedType type) {
        Object bean = createdBean(beanName);
        boolean throughInterfaces = bean != null && AopUtils.isAopProxy(bean)
                ? AopUtils.isJdkDynamicProxy(bean)
                : proxies.serve(beanClass, beanName);
        return new AnnotatedBean(
                beanFactory, beanName, bean, type, bean != null || hasExactClass(beanName), throughInterfaces);
    }

    /** Returns whether a definition names the very class that the bean will be of. */
    private boolean hasExactClass(String beanName) {
        BeanDefinition definition = beanFactory.getMergedBeanDefinition(beanName);
        boolean isSupplied =
                definition instanceof AbstractBeanDefinition supplied && supplied.getInstanceSupplier() != null;
        return definition.getFactoryMethodName() == null && !isSupplied && !beanFactory.isFactoryBean(beanName);
    }

    private void take(AnnotatedMethod method, @Nullable Obstacle obstacle) {
        if (obstacle != null) {
            problems.add(method.site(), "the annotation has no effect, since " + obstacle.reason(), obstacle.action());
            return;
        }
        if (method.isAnnotatedItself() && AnnotatedElementUtils.hasAnnotation(method.method(), Bean.class)) {
            problems.add(
                    method.site(),
                    "the annotation measures the making of the bean, and no calls of its methods",
                    "Annotate these methods, in the bean's class, or measure inside them with time(..) of a metric.");
        }
        methods.prepare(method, problems);
        measured.add(method.site());
    }

    /** A warning of what may go wrong elsewhere: the annotations do work, so it fails no start. */
    private void warnAboutWhatStaysOnTheProxy(AnnotatedType type) {
        List<Method> all = type.finalMethods();
        List<Method> own = all.stream().filter(type::declares).toList();
        List<Method> inherited =
                all.stream().filter(method -> !type.declares(method)).toList();
        if (!own.isEmpty()) {
            LOG.warn(finalMethods(type, own) + " " + Obstacle.REMOVE_FINAL);
        }
        if (!inherited.isEmpty()) {
            LOG.info(finalMethods(type, inherited) + " Call them on the bean itself only, or measure with time(..) of a"
                    + " metric instead of an annotation.");
        }
        List<Method> defaults = type.defaults();
        if (!defaults.isEmpty()) {
            LOG.warn(type.name() + ": if other beans leave out arguments (" + FinalMethods.names(defaults.stream())
                    + "), the defaults would read empty fields, since they are put in on the proxy that measures the"
                    + " methods. Let defaults read only properties that are open and not private.");
        }
    }

    private static String finalMethods(AnnotatedType type, List<Method> methods) {
        return type.name() + ": if other beans call its final methods (" + FinalMethods.names(methods.stream())
                + "), these would read empty fields, since they run on the proxy that measures the others.";
    }

    /** Returns the class whose methods a bean's proxy calls, or null where it is unknown, another bean's or no bean's. */
    private @Nullable Class<?> classOf(String beanName) {
        try {
            BeanDefinition definition = beanFactory.getMergedBeanDefinition(beanName);
            if (definition.isAbstract()) {
                return null;
            }
            Object target = definition.getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);
            if (target instanceof Class<?> targetClass) {
                return targetClass;
            }
            Class<?> type = beanFactory.getType(beanName, false);
            Object bean = createdBean(beanName);
            boolean isUnknown = type == null
                    || ScopedObject.class.isAssignableFrom(type)
                    || (type.isInterface() && !beanFactory.isFactoryBean(beanName))
                    // Where a method has made null, Spring keeps an object of its own.
                    || (bean != null && !type.isInstance(bean));
            return isUnknown ? null : type;
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("The class of bean '" + beanName + "' is not known yet", e);
            return null;
        }
    }

    /** Returns a singleton that is there already, unless a factory bean makes it. */
    private @Nullable Object createdBean(String beanName) {
        Object bean = beanFactory.getSingleton(beanName);
        return bean instanceof FactoryBean<?> ? null : bean;
    }
}
