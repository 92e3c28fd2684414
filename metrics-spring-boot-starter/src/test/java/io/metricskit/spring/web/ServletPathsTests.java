package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.servlet.DispatcherServlet;

/** Tests for {@link ServletPaths}. */
final class ServletPathsTests {

    private final ServletContext context = mock();

    @ParameterizedTest
    @CsvSource({
        "/, /metrics",
        "/, /metrics/*",
        "/, /*",
        "/api/*, /api/metrics",
        "/api/*, /api/metrics/*",
        "/*, /metrics/*",
        "*.do, /metrics"
    })
    void aServletWithAMoreSpecificMappingTakesThePath(String dispatcher, String other) {
        register(dispatcher, other);

        assertThat(new ServletPaths(context).owners("/metrics")).containsExactly("servlet 'other' (com.shop.Other)");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /metricsX",
        "/, /metricsX/*",
        "/, /met/*",
        "/, /metrics/a",
        "/, *.txt",
        "/api/*, /metrics",
        "/api/*, /*",
        "/api/*, /"
    })
    void aServletWithAnotherOrALessSpecificMappingDoesNot(String dispatcher, String other) {
        register(dispatcher, other);

        assertThat(new ServletPaths(context).owners("/metrics")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/, /second/*, /metrics", "/, /second/*, /metrics/*", "/api/*, /second/*, /api/metrics"})
    void aSecondDispatcherServletDoesNotHideWhatTakesThePathFromSpringBootsOwn(
            String dispatcher, String second, String other) {
        register(
                dispatcher("dispatcherServlet", dispatcher),
                dispatcher("another", second),
                servlet("other", "com.shop.Other", other));

        assertThat(new ServletPaths(context).owners("/metrics")).containsExactly("servlet 'other' (com.shop.Other)");
    }

    @ParameterizedTest
    @CsvSource({"/, /second/*, /second/metrics", "/, /second/*, /second/metrics/*"})
    void nothingTakesThePathOfASecondDispatcherServlet(String dispatcher, String second, String other) {
        register(
                dispatcher("dispatcherServlet", dispatcher),
                dispatcher("another", second),
                servlet("other", "com.shop.Other", other));

        assertThat(new ServletPaths(context).owners("/metrics")).isEmpty();
    }

    @Test
    void aSecondDispatcherServletMayTakeThePathItself() {
        register(dispatcher("dispatcherServlet", "/"), dispatcher("another", "/metrics/*"));

        assertThat(new ServletPaths(context).owners("/metrics"))
                .containsExactly("servlet 'another' (" + DispatcherServlet.class.getName() + ")");
    }

    @Test
    void anOnlyDispatcherServletMayHaveAnyName() {
        register(dispatcher("mine", "/api/*"), servlet("other", "com.shop.Other", "/api/metrics"));

        assertThat(new ServletPaths(context).owners("/metrics")).containsExactly("servlet 'other' (com.shop.Other)");
    }

    private void register(String dispatcher, String other) {
        register(dispatcher("dispatcherServlet", dispatcher), servlet("other", "com.shop.Other", other));
    }

    private void register(ServletRegistration... servlets) {
        // In the order of their names, in which another dispatcher servlet goes before Spring Boot's.
        Map<String, ServletRegistration> byName = new TreeMap<>();
        for (ServletRegistration servlet : servlets) {
            byName.put(servlet.getName(), servlet);
        }
        willReturn(byName).given(context).getServletRegistrations();
    }

    private static ServletRegistration dispatcher(String name, String mapping) {
        return servlet(name, DispatcherServlet.class.getName(), mapping);
    }

    private static ServletRegistration servlet(String name, String className, String mapping) {
        ServletRegistration servlet = mock();
        given(servlet.getName()).willReturn(name);
        given(servlet.getClassName()).willReturn(className);
        given(servlet.getMappings()).willReturn(List.of(mapping));
        return servlet;
    }
}
