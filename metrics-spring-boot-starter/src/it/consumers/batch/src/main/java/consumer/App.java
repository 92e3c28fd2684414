package consumer;

import io.metricskit.annotation.Timed;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class App {

    public static void main(String[] arguments) {
        SpringApplication.run(App.class, arguments);
    }

    @Bean
    Job job() {
        return new Job();
    }

    /** Work without a web server. */
    public static class Job {

        @Timed(name = "job_seconds", help = "Time of the job.")
        public int run() {
            return 42;
        }
    }
}
