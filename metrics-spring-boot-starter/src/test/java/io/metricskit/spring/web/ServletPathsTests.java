package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.List;
import java.util.Map;
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
        "/*, /metrics/*"
    })
    void aServletWithAMoreSpecificMappingTakesThePath(String dispatcher, String other) {
        register(dispatcher, other);

        assertThat(new ServletPaths(context).owners("/metrics")).containsExactly("servlet 'other' (com.shop.Other)");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /metricsX",
        "/, /metricsX/*",
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

    private void register(String dispatcher, String other) {
        willReturn(Map.of(
                        "dispatcherServlet",
                        servlet("dispatcherServlet", DispatcherServlet.class.getName(), dispatcher),
                        "other",
                        servlet("other", "com.shop.Other", other)))
                .given(context)
                .getServletRegistrations();
    }

    private static ServletRegistration servlet(String name, String className, String mapping) {
        ServletRegistration servlet = mock();
        given(servlet.getName()).willReturn(name);
        given(servlet.getClassName()).willReturn(className);
        given(servlet.getMappings()).willReturn(List.of(mapping));
        return servlet;
    }
}
