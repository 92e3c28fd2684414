package consumer;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import org.springframework.stereotype.Service;

@Service
public class Greetings {

    @Timed(name = "greeting_seconds", help = "Time to greet.", labels = "language=#language")
    @InProgress(name = "greetings_in_progress", help = "Greetings in progress.")
    @CountExceptions(name = "greeting_failures_total", help = "Greetings that failed.")
    public String greet(Language language) {
        if (language != Language.EN) {
            throw new IllegalArgumentException("no greeting in " + language);
        }
        return "Hello!";
    }
}
