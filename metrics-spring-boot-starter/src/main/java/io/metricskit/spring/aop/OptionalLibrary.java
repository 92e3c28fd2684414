package io.metricskit.spring.aop;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;

/** A library that an application may have on its class path, known by the names of classes. */
enum OptionalLibrary {
    SPRING_MVC("org.springframework.web.servlet.DispatcherServlet", "jakarta.servlet.http.HttpServletRequest"),
    REACTIVE_STREAMS("org.reactivestreams.Publisher"),
    REACTOR("reactor.core.publisher.Flux"),
    RX_JAVA("io.reactivex.rxjava3.core.Flowable"),
    COROUTINES("kotlinx.coroutines.Job"),
    COROUTINE_FLOWS("kotlinx.coroutines.flow.Flow"),
    COROUTINES_OF_REACTOR("kotlinx.coroutines.reactor.MonoKt");

    private final List<String> classNames;

    OptionalLibrary(String... classNames) {
        this.classNames = List.of(classNames);
    }

    /** Returns the names of all classes that are looked for. */
    static Stream<String> allClassNames() {
        return Stream.of(values()).flatMap(library -> library.classNames.stream());
    }

    boolean isPresent() {
        ClassLoader loader = OptionalLibrary.class.getClassLoader();
        return classNames.stream().allMatch(name -> ClassUtils.isPresent(name, loader));
    }
}
