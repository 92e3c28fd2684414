package io.metricskit.spring.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.aop.framework.autoproxy.AbstractAdvisorAutoProxyCreator;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Warns at start-up where nothing makes proxies of annotated beans, so that no annotation would have an effect. */
final class AutoProxyCreatorCheck implements SmartInitializingSingleton {

    private static final Log LOG = LogFactory.getLog(AutoProxyCreatorCheck.class);

    private final ListableBeanFactory beanFactory;

    AutoProxyCreatorCheck(ListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (beanFactory.getBeanNamesForType(AbstractAdvisorAutoProxyCreator.class, false, false).length == 0) {
            LOG.warn("@Timed, @InProgress and @CountExceptions have no effect, since no bean makes proxies: remove"
                    + " spring.aop.auto=false, or add @EnableAspectJAutoProxy, or set metrics.aspects.enabled=false");
        }
    }
}
