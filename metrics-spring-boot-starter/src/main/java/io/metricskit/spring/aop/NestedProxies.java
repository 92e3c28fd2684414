package io.metricskit.spring.aop;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;

/** Looks into proxies whose target is a proxy again, as it is where several creators of proxies are at work. */
final class NestedProxies {

    private NestedProxies() {}

    /** Returns whether an object is a proxy with such an advisor, or one around such a proxy. */
    static boolean haveAdvisor(@Nullable Object bean, Predicate<Advisor> wanted) {
        Object each = bean;
        while (each instanceof Advised proxy) {
            if (Arrays.stream(proxy.getAdvisors()).anyMatch(wanted)) {
                return true;
            }
            each = AopProxyUtils.getSingletonTarget(proxy);
        }
        return false;
    }
}
