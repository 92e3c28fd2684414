package io.metricskit.spring.aop;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyProcessorSupport;
import org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanFactory;

/** Tells which beans get a proxy that implements their interfaces, and does not extend their class. */
final class InterfaceProxies {
    /*
     * Asked before a proxy is made, so that none is that would fail; hence all doubt says that the proxy will extend
     * the class, as about a bean of a context below this one, which may have other settings.
     */

    /** The attribute of a definition with {@code @Proxyable(INTERFACES)}, which only Spring 7 knows, and prefers. */
    private static final String EXPOSED_INTERFACES = AutoProxyUtils.class.getName() + ".exposedInterfaces";

    private volatile @Nullable ConfigurableListableBeanFactory beanFactory;

    void setBeanFactory(@Nullable ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /**
     * Returns whether a bean gets such a proxy, if it gets one.
     *
     * @param beanName null if it is unknown
     */
    boolean serve(Class<?> beanClass, @Nullable String beanName) {
        return FrameworkTypes.isMadeByJvm(beanClass) || (mayServe(beanName) && Interfaces.areThereFor(beanClass));
    }

    private boolean mayServe(@Nullable String beanName) {
        return beanName != null
                && beanFactory instanceof AbstractBeanFactory creating
                && beanFactory.containsBeanDefinition(beanName)
                && !AutoProxyUtils.shouldProxyTargetClass(beanFactory, beanName)
                && (beanFactory.getBeanDefinition(beanName).hasAttribute(EXPOSED_INTERFACES)
                        || creating.getBeanPostProcessors().stream()
                                .noneMatch(InterfaceProxies::makesProxiesOfClasses));
    }

    private static boolean makesProxiesOfClasses(Object postProcessor) {
        return postProcessor instanceof AbstractAutoProxyCreator creator
                && (creator.isProxyTargetClass() || creator.isOptimize());
    }

    /** Asks Spring which interfaces it takes; those that only call a bean back are not enough. */
    private static final class Interfaces extends ProxyProcessorSupport {

        private static final long serialVersionUID = 1;

        static boolean areThereFor(Class<?> beanClass) {
            ProxyFactory proxy = new ProxyFactory();
            new Interfaces().evaluateProxyInterfaces(beanClass, proxy);
            return !proxy.isProxyTargetClass();
        }
    }
}
