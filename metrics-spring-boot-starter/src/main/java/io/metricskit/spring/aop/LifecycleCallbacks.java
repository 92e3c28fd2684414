package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** Recognises the methods of a bean that Spring calls on the object itself, past its proxy. */
final class LifecycleCallbacks {

    /** By the beginning of the name, since they may be missing. All annotations of Spring Batch for methods say when. */
    private static final List<String> LIFECYCLE = List.of(
            "jakarta.annotation.PostConstruct",
            "jakarta.annotation.PreDestroy",
            "javax.annotation.PostConstruct",
            "javax.annotation.PreDestroy",
            "org.springframework.batch.core.annotation.");

    private static final List<String> INJECTION = List.of(
            "org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.beans.factory.annotation.Value",
            "jakarta.annotation.Resource",
            "jakarta.inject.Inject",
            "javax.annotation.Resource",
            "javax.inject.Inject");

    private final boolean areCalled;
    private final Set<String> named = new HashSet<>();

    LifecycleCallbacks(ConfigurableListableBeanFactory beanFactory, String beanName, Class<?> beanClass) {
        // Spring calls a factory bean, and neither its product nor an object that was made elsewhere.
        this.areCalled = beanFactory.containsBeanDefinition(beanName) && !beanFactory.isFactoryBean(beanName);
        if (areCalled && beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition merged) {
            addNamed(merged, beanClass);
        }
    }

    private void addNamed(RootBeanDefinition definition, Class<?> beanClass) {
        add(definition.getInitMethodNames());
        if (!definition.isPrototype()) {
            // Spring finds a close() or shutdown() that nobody names; on a copy, since the answer is written into it.
            RootBeanDefinition resolved = new RootBeanDefinition(definition);
            resolved.setTargetType(beanClass);
            resolved.resolveDestroyMethodIfNecessary();
            add(resolved.getDestroyMethodNames());
        }
    }

    private void add(String @Nullable [] names) {
        if (names != null) {
            named.addAll(List.of(names));
        }
    }

    /** Returns whether an annotation or an interface of a method says that it is for Spring to call. */
    boolean declare(AnnotatedMethod method) {
        return areCalled
                && (HandlerMethods.has(method.method(), INJECTION)
                        || method.declarations().stream().anyMatch(LifecycleCallbacks::isCallback));
    }

    /**
     * Returns whether the bean's definition names a method for Spring to call, or lets Spring find it; others may call
     * it as well.
     */
    boolean name(AnnotatedMethod method) {
        return method.method().getParameterCount() == 0
                && named.contains(method.method().getName());
    }

    private static boolean isCallback(Method declaration) {
        Class<?> declaring = declaration.getDeclaringClass();
        return HandlerMethods.has(declaration, LIFECYCLE)
                || declaring == InitializingBean.class
                || declaring == DisposableBean.class
                || (declaring.isInterface()
                        && List.of(declaring.getInterfaces()).contains(Aware.class));
    }
}
