package io.metricskit.docs;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.Timed;
import org.springframework.stereotype.Service;

@Service
public class GreetingService {

    @Timed(name = "greeting_seconds", help = "Time to greet, in seconds.", labels = "language=#language")
    @CountExceptions(name = "greeting_failures_total", help = "Greetings that failed.")
    public String greet(Language language) {
        return switch (language) {
            case EN -> "Hello!";
            case DE -> "Guten Tag!";
            case FR -> throw new UnsupportedOperationException("no greeting in French yet");
        };
    }
}
