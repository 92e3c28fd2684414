package io.metricskit.docs;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** The test of the endpoint in docs/testing.md. */
@TestPropertySource(properties = "metrics.const-labels.application=shop")
@SpringBootTest
@AutoConfigureMockMvc
class MetricsEndpointTests {

    @Test
    void theEndpointShowsGreetings(@Autowired MockMvc mvc) throws Exception {
        mvc.perform(get("/greet/EN")).andExpect(status().isOk());

        mvc.perform(get("/metrics"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("""
                        greeting_seconds_count{application="shop",language="EN"} 1
                        """)));
    }
}
