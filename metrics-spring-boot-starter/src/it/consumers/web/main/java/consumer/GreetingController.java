package consumer;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreetingController {

    private final Greetings greetings;

    GreetingController(Greetings greetings) {
        this.greetings = greetings;
    }

    @GetMapping("/greet/{language}")
    String greet(@PathVariable Language language) {
        return greetings.greet(language);
    }
}
