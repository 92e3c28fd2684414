package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;
import org.springframework.web.servlet.DispatcherServlet;
import reactor.core.publisher.Flux;

/** What a native image is told, so that annotations work in it. */
final class NativeImageHintsTests {

    record Item(String kind, List<Part> parts) {

        boolean isBig() {
            return parts.size() > 1;
        }
    }

    record Part(String name) {}

    record Receipt(String number) {}

    interface Orders {

        @Timed(
                name = "order_seconds",
                labels = {"kind=#item.kind()", "receipt=#result.number"})
        Receipt order(Item item);
    }

    static class Shop implements Orders {

        @Override
        public Receipt order(Item item) {
            return new Receipt(item.kind());
        }

        @CountExceptions("refund_failures_total")
        void refund(Other unused) {}
    }

    static class Other {

        public String getName() {
            return "other";
        }
    }

    static class Plain {

        public void go(Other other) {}
    }

    static class OrdersFactory implements FactoryBean<Orders> {

        @Override
        public Orders getObject() {
            return item -> new Receipt(item.kind());
        }

        @Override
        public Class<?> getObjectType() {
            return Orders.class;
        }
    }

    private static RuntimeHints hintsFor(Class<?> bean) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.registerBean(bean);
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(NativeImageHintsTests.class)), new InMemoryGeneratedFiles());
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        return generation.getRuntimeHints();
    }

    @Test
    void annotatedMethodsAndTheirDeclarationsAreFound() throws Exception {
        RuntimeHints hints = hintsFor(Shop.class);

        for (Class<?> declaring : new Class<?>[] {Shop.class, Orders.class}) {
            assertThat(RuntimeHintsPredicates.reflection()
                            .onMethod(declaring.getMethod("order", Item.class))
                            .introspect())
                    .accepts(hints);
        }
    }

    @Test
    void annotatedMethodsOfWhatAFactoryMakesAreFound() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethod(Orders.class.getMethod("order", Item.class))
                        .introspect())
                .accepts(hintsFor(OrdersFactory.class));
    }

    @Test
    void annotationsThatAreMergedCanBeMade() {
        RuntimeHints hints = hintsFor(Shop.class);

        for (Class<?> annotation : new Class<?>[] {Timed.class, InProgress.class, CountExceptions.class}) {
            assertThat(RuntimeHintsPredicates.proxies().forInterfaces(annotation))
                    .accepts(hints);
        }
    }

    @Test
    void expressionsReadWhatTheMethodTakesAndReturns() throws Exception {
        RuntimeHints hints = hintsFor(Shop.class);

        assertThat(RuntimeHintsPredicates.reflection().onMethod(Item.class.getDeclaredMethod("kind")))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethod(Part.class.getDeclaredMethod("name")))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethod(Receipt.class.getDeclaredMethod("number")))
                .accepts(hints);
    }

    @Test
    void whatNoExpressionReadsIsNotKept() throws Exception {
        for (Class<?> bean : new Class<?>[] {Shop.class, Plain.class}) {
            assertThat(RuntimeHintsPredicates.reflection()
                            .onMethod(Other.class.getMethod("getName"))
                            .test(hintsFor(bean)))
                    .isFalse();
        }
    }

    @Test
    void theClassesByWhichOptionalLibrariesAreRecognisedAreFound() {
        RuntimeHints hints = new RuntimeHints();

        for (RuntimeHintsRegistrar registrar : AotServices.factories().load(RuntimeHintsRegistrar.class)) {
            if (registrar.getClass().getPackage() == getClass().getPackage()) {
                registrar.registerHints(hints, getClass().getClassLoader());
            }
        }

        assertThat(RuntimeHintsPredicates.reflection().onType(Flux.class)).accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(DispatcherServlet.class))
                .accepts(hints);
    }
}
