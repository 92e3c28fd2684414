package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

class AppTests {

    @Test
    void annotatedMethodsAreMeasuredWithoutAWebServer() throws Exception {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));
        try (ConfigurableApplicationContext context = SpringApplication.run(App.class)) {
            assertThat(context.getBean(App.Job.class).run()).isEqualTo(42);

            ByteArrayOutputStream page = new ByteArrayOutputStream();
            context.getBean(Exposition.class).write(ExpositionFormat.TEXT, page);
            assertThat(page.toString(StandardCharsets.UTF_8).lines()).contains("job_seconds_count 1");
        }
    }
}
