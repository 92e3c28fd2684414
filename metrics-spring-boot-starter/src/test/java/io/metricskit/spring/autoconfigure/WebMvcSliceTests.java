package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.metricskit.Registry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;

/** Tests that a controller which counts can be tested in a slice. */
@WebMvcTest
final class WebMvcSliceTests {

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private MockMvc mvc;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private Registry registry;

    @Test
    void aControllerGetsTheRegistry() throws Exception {
        mvc.perform(get("/visit"))
                .andExpect(status().isOk())
                .andExpect(content().string("welcome"));

        assertThat(registry.counter("visits_total", "Visits.").get()).isEqualTo(1);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(VisitController.class)
    static class Application {}
}
