package io.metricskit.spring.aop;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.AbstractAdvisorAutoProxyCreator;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The look at all beans of a context when it starts. It creates no bean. Used once, by one thread. */
final class StartupInventory {

    private static final Log LOG = LogFactory.getLog(AnnotatedMethods.class);

    /** More methods than these are listed at DEBUG only. */
    private static final int MAX_LISTED = 10;

    private static final String REMOVE_FINAL = "Remove final (Kotlin: open, or the plugin kotlin-spring).";

    private final ConfigurableListableBeanFactory beanFactory;
    private final AnnotatedTypes types;
    private final AnnotatedMethods methods;
    private final Problems problems;
    private final Set<String> measured = new LinkedHashSet<>();

    StartupInventory(
            ConfigurableListableBeanFactory beanFactory,
            AnnotatedTypes types,
            AnnotatedMethods methods,
            Problems problems) {
        this.beanFactory = beanFactory;
        this.types = types;
        this.methods = methods;
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
        AnnotatedType type = types.of(beanClass);
        if (type == null) {
            return;
        }
        if (type.isAnnotatedInVain()) {
            problems.add(
                    type.name(),
                    "the annotation on the class measures nothing, since it has no public methods",
                    "Make the methods public, or annotate them.");
        }
        Object bean = createdBean(beanName);
        LifecycleCallbacks callbacks = new LifecycleCallbacks(beanFactory, beanName, beanClass);
        if (!type.methods().isEmpty()
                && type.methods().stream()
                        .allMatch(method -> !method.isAnnotatedItself() && callbacks.declare(method))) {
            problems.add(
                    type.name(),
                    "the annotation on the type measures nothing, since Spring itself calls all its methods, and not"
                            + " through the proxy",
                    "Remove it, or move the work to a method of another bean.");
        }
        for (AnnotatedMethod method : type.methods()) {
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
                take(beanName, bean, type, method);
            }
        }
    }

    private void take(String beanName, @Nullable Object bean, AnnotatedType type, AnnotatedMethod method) {
        Obstacle obstacle = obstacle(beanName, bean, type, method);
        if (obstacle != null) {
            problems.add(method.site(), "the annotation has no effect, since " + obstacle.reason(), obstacle.action());
        } else if (bean == null || isReachable(bean, type, method)) {
            methods.prepare(method, problems);
            measured.add(method.site());
        }
    }

    private record Obstacle(String reason, String action) {}

    private @Nullable Obstacle obstacle(
            String beanName, @Nullable Object bean, AnnotatedType type, AnnotatedMethod method) {
        String obstacle = method.obstacle();
        if (obstacle != null) {
            return new Obstacle(obstacle, "Annotate another method, or measure inside it with time(..) of a metric.");
        }
        if (type.isFinal()) {
            return new Obstacle("the class is final and gets no proxy", REMOVE_FINAL);
        }
        // A bean that is not created yet may be of a subclass that is open.
        if (bean != null && type.isSealed()) {
            return new Obstacle(
                    "the class is sealed and gets no proxy",
                    "Remove sealed, or make the bean one of a non-sealed class.");
        }
        if (type.isFilter()) {
            return new Obstacle(
                    "the class extends GenericFilterBean, whose final methods fail on a proxy",
                    "Move the method to another bean, or measure inside it with time(..) of a metric.");
        }
        boolean throughInterfaces = bean != null && AopUtils.isJdkDynamicProxy(bean);
        if (method.isFinal() && !throughInterfaces) {
            return new Obstacle("a final method cannot be intercepted", REMOVE_FINAL);
        }
        if (bean != null && !isAdvised(bean) && !somethingMakesProxies()) {
            return new Obstacle(
                    "no bean of the application makes proxies",
                    "Remove spring.aop.auto=false, or add @EnableAspectJAutoProxy.");
        }
        if (bean != null && !isAdvised(bean) && !beanFactory.containsBeanDefinition(beanName)) {
            return new Obstacle(
                    "the bean '" + beanName + "' was registered as an object, which gets no proxy",
                    "Define the bean, such as with @Bean, or measure inside the method with time(..) of a metric.");
        }
        if (bean != null && !isAdvised(bean)) {
            return new Obstacle(
                    "the bean '" + beanName + "' was created without a proxy, as aspects, bean post-processors and what"
                            + " these depend on are",
                    "Move the method to another bean, or measure inside it with time(..) of a metric.");
        }
        if (bean != null && !isReachable(bean, type, method) && method.isAnnotatedItself()) {
            return new Obstacle(
                    "the bean '" + beanName + "' is proxied by interfaces that do not have the method",
                    "Add it to an interface, or let the proxy extend the class (spring.aop.proxy-target-class=true).");
        }
        return null;
    }

    private boolean somethingMakesProxies() {
        return beanFactory.getBeanNamesForType(AbstractAdvisorAutoProxyCreator.class, false, false).length > 0;
    }

    private static boolean isReachable(Object bean, AnnotatedType type, AnnotatedMethod method) {
        return !AopUtils.isJdkDynamicProxy(bean)
                || type.isReachable(method, bean.getClass().getInterfaces());
    }

    private static boolean isAdvised(Object bean) {
        return bean instanceof Advised
                ? NestedProxies.haveAdvisor(bean, AnnotationAdvisor.class::isInstance)
                : AopUtils.isAopProxy(bean);
    }

    /** Returns the class whose methods a bean's proxy calls, or null where it is unknown or another bean's. */
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
            boolean isUnknown = type == null
                    || ScopedObject.class.isAssignableFrom(type)
                    || (type.isInterface() && !beanFactory.isFactoryBean(beanName));
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
