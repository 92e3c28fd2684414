package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import io.metricskit.testkit.FreePort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.client.RestClientCustomizer;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.boot.web.client.RestTemplateCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatusCode;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** The beans of docs/recipes.md. */
final class RecipesTests {

    /** What is used of HikariCP's class of this name, which is not on this class path. */
    static final class HikariDataSource {

        private @Nullable HikariPoolMXBean pool;

        @Nullable HikariPoolMXBean getHikariPoolMXBean() {
            return pool;
        }

        void connect() {
            pool = new HikariPoolMXBean();
        }
    }

    /** Likewise. */
    static final class HikariPoolMXBean {

        int getIdleConnections() {
            return 7;
        }

        int getActiveConnections() {
            return 3;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({LogEvents.class, ClientMetrics.class, StartUpTime.class, HikariDataSource.class})
    static class Application {

        @Bean
        Collector connections(HikariDataSource dataSource) {
            return Gauge.builder("db_client_connection_count")
                    .help("Connections of the pool, by state.")
                    .collect(sink -> {
                        HikariPoolMXBean pool = dataSource.getHikariPoolMXBean();
                        if (pool != null) {
                            sink.sample(Labels.of("db_client_connection_state", "idle"), pool.getIdleConnections());
                            sink.sample(Labels.of("db_client_connection_state", "used"), pool.getActiveConnections());
                        }
                    })
                    .build();
        }

        @Bean
        Collector activeThreads(ThreadPoolTaskExecutor executor) {
            return Gauge.builder("executor_active_threads")
                    .help("Threads that run a task.")
                    .callback(executor::getActiveCount)
                    .build();
        }

        @Bean
        Collector queuedTasks(ThreadPoolTaskExecutor executor) {
            return Gauge.builder("executor_queued_tasks")
                    .help("Tasks that wait for a thread.")
                    .callback(executor::getQueueSize)
                    .build();
        }

        @Bean
        Collector completedTasks(ThreadPoolTaskExecutor executor) {
            return Counter.builder("executor_completed_tasks_total")
                    .help("Tasks that have run.")
                    .callback(() -> executor.getThreadPoolExecutor().getCompletedTaskCount())
                    .build();
        }

        @Bean
        RestClientCustomizer measuredRestClients(ClientMetrics metrics) {
            return builder -> builder.requestInterceptor(metrics);
        }

        @Bean
        RestTemplateCustomizer measuredRestTemplates(ClientMetrics metrics) {
            return template -> template.getInterceptors().add(metrics);
        }

        private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        @Bean
        Collector machineCpu() {
            return Gauge.builder("machine_cpu_usage_ratio")
                    .help("Share of the processors' time that was used since the last scrape, from 0 to 1.")
                    .callback(machine::getCpuLoad)
                    .build();
        }

        @Bean
        Collector machineMemory() {
            return Gauge.builder("machine_memory_bytes")
                    .help("Memory of the machine, by state.")
                    .collect(sink -> {
                        long free = machine.getFreeMemorySize();
                        sink.sample(Labels.of("state", "free"), free);
                        sink.sample(Labels.of("state", "used"), machine.getTotalMemorySize() - free);
                    })
                    .build();
        }
    }

    @Test
    void aConnectionPoolIsShownOnceThereIsOne() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
            assertThat(scrape(context)).doesNotContain("db_client_connection_count{");

            context.getBean(HikariDataSource.class).connect();

            assertThat(scrape(context))
                    .contains("db_client_connection_count{db_client_connection_state=\"idle\"} 7\n")
                    .contains("db_client_connection_count{db_client_connection_state=\"used\"} 3\n");
        }
    }

    @Test
    void aThreadPoolIsShown() throws Exception {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
            ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
            executor.submit(() -> assertThat(scrape(context)).contains("executor_active_threads 1\n"))
                    .get();

            assertThat(scrape(context)).contains("executor_queued_tasks 0\n", "executor_completed_tasks_total ");
        }
    }

    @Test
    void logEventsAreCounted() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
            assertThat(scrape(context)).contains("log_events_total{level=\"ERROR\"} 0\n");

            LoggerFactory.getLogger(RecipesTests.class).error("an error for a test");

            assertThat(scrape(context)).contains("log_events_total{level=\"ERROR\"} 1\n");
        }
    }

    @Test
    void clientsAreMeasured() throws IOException {
        int free = FreePort.find();
        try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET)) {
            String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
            RestClient client = context.getBean(RestClient.Builder.class).build();
            RestTemplate template = context.getBean(RestTemplateBuilder.class).build();

            client.get().uri(base + "/metrics").retrieve().toBodilessEntity();
            template.getForEntity(base + "/metrics", String.class);
            client.get()
                    .uri(base + "/none")
                    .retrieve()
                    .onStatus(HttpStatusCode::isError, (request, response) -> {})
                    .toBodilessEntity();
            assertThatThrownBy(() -> client.get()
                            .uri("http://127.0.0.1:" + free)
                            .retrieve()
                            .toBodilessEntity())
                    .isInstanceOf(ResourceAccessException.class);

            String count = "http_client_request_duration_seconds_count{http_request_method=\"GET\",";
            assertThat(scrape(context))
                    .contains(count + "server_address=\"127.0.0.1\",http_response_status_code=\"200\"} 2\n")
                    .contains(count + "server_address=\"127.0.0.1\",http_response_status_code=\"404\"} 1\n")
                    .contains(count + "server_address=\"127.0.0.1\"} 1\n");
        }
    }

    @Test
    void theMachineAndTheStartAreShown() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
            assertThat(scrape(context))
                    .containsPattern("\nmachine_cpu_usage_ratio [0-9.e-]+\n")
                    .containsPattern("\nmachine_memory_bytes\\{state=\"free\"} [1-9]")
                    .containsPattern("\nmachine_memory_bytes\\{state=\"used\"} [1-9]")
                    .containsPattern("\napplication_start_up_seconds (0\\.|[1-9])");
        }
    }

    private static ConfigurableApplicationContext start(WebApplicationType type) {
        return new SpringApplicationBuilder(Application.class)
                .web(type)
                .properties("server.port=0")
                .run();
    }

    private static String scrape(ConfigurableApplicationContext context) {
        return Exposed.text(context.getBean(Registry.class));
    }
}
