package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for how each request to a Spring MVC application on Tomcat is counted, whatever way it ends. */
final class RequestOutcomesTests {

    private static final RunningApplication APPLICATION = RunningApplication.start(RequestsApplication.class);
    private static final MeasuredRequests REQUESTS = new MeasuredRequests(APPLICATION);

    @AfterAll
    static void stop() {
        APPLICATION.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /orders/1        | GET /orders/{id} 200
            /functional/7    | GET /functional/{id} 200
            /missing/1       | GET /missing/{id} 404
            /nowhere/1/2/3   | GET /** 404
            /handled/400     | GET /handled/{status} 400
            /handled/503     | GET /handled/{status} 503 java.lang.IllegalStateException
            /answer/503      | GET /answer/{status} 503 503
            /answer/302      | GET /answer/{status} 302
            /fail            | GET /fail 500 java.lang.IllegalArgumentException
            /filtered        | GET UNKNOWN 401
            /filterfails     | GET UNKNOWN 500 java.lang.UnsupportedOperationException
            /forward         | GET /forward 200
            /include         | GET /include 200
            /deferred        | GET /deferred 200
            /callable        | GET /callable 200
            /stage           | GET /stage 200
            /streamed        | GET /streamed 200
            /events          | GET /events 200
            /deferredfails   | GET /deferredfails 500 java.lang.IllegalStateException
            /callablefails   | GET /callablefails 500 java.lang.IllegalStateException
            /deferredhandled | GET /deferredhandled 404
            /deferredmissing | GET /deferredmissing 404
            /timesout        | GET /timesout 503 org.springframework.web.context.request.async.AsyncRequestTimeoutException
            """)
    void aRequestIsCountedOnceWithItsRouteAndTheStatusThatWasSent(String path, String expected) {
        List<String> before = REQUESTS.ended();

        int status = APPLICATION.status(path);

        assertThat(expected).contains(" " + status);
        REQUESTS.await(
                Stream.concat(before.stream(), Stream.of(expected + ": 1")).toArray(String[]::new));
    }
}
