package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.spring.aop.elsewhere.Shelf;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.ListIterator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.ClassUtils;

/** Which methods use fields of the object that they run on. */
final class FieldUseTests {

    private static final String SHARED = ClassUtils.getShortName(FieldUseTests.class);

    interface Described {

        String describe();

        default String longer() {
            return "a " + describe();
        }

        default String same() {
            return "the same";
        }
    }

    static class Base {

        private final int amount = Integer.parseInt("5");

        private int ownAmount() {
            return amount;
        }

        int amountOfPackage() {
            return amount;
        }

        protected int amount() {
            return amount;
        }

        protected final int finalAmount() {
            return amount;
        }

        protected final int throughPrivateMethod() {
            return ownAmount();
        }
    }

    static class Shop extends Base implements Described {

        private static final String KIND = ClassUtils.getShortName(Shop.class);

        private int count;

        @Override
        public final String describe() {
            return "shop " + count;
        }

        /** Not what the superclass calls by this name. */
        int ownAmount() {
            return 5;
        }

        final String usesOwnConstant() {
            return KIND;
        }

        final int reads() {
            return count;
        }

        final void writes() {
            count = 1;
        }

        final int callsFinalMethodOfSuperclass() {
            return finalAmount();
        }

        final int callsSuper() {
            return super.amount();
        }

        final int callsPrivateMethodOfSuperclass() {
            return throughPrivateMethod();
        }

        final Supplier<Integer> makesLambda() {
            return () -> count;
        }

        final Supplier<Integer> makesReference() {
            return this::reads;
        }

        final Supplier<Integer> makesInnerClass() {
            return new Supplier<>() {
                @Override
                public Integer get() {
                    return count;
                }
            };
        }

        final int callsStaticMethod() {
            return countOf(this);
        }

        final int callsStaticMethodForOthers() {
            return countForOthers(this);
        }

        static int countForOthers(Shop shop) {
            return shop.count;
        }

        private static int countOf(Shop shop) {
            return shop.count;
        }

        final String callsDefaultMethodOfInterface() {
            return Described.super.longer();
        }

        final String callsThroughInterface() {
            return ((Described) this).describe();
        }

        final native int isNative();

        final int returnsConstant() {
            return 5;
        }

        final String usesConstantOfClass() {
            return SHARED;
        }

        final int callsWhatTheProxyPassesOn() {
            return amount() + amountOfPackage();
        }

        final String callsHarmlessDefaultMethod() {
            return Described.super.same();
        }

        final Supplier<Integer> makesReferenceToWhatTheProxyPassesOn() {
            return this::amount;
        }

        final int readsFieldOfAnotherClass() {
            return new int[1].length + new Other().value;
        }

        final Shop makesAnother() {
            return new Shop();
        }

        final int callsItself(int depth) {
            return depth == 0 ? 0 : callsItself(depth - 1);
        }
    }

    private static final class Other {

        private int value;
    }

    private static boolean isFieldUsedIn(Class<?> type, String name) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return new FieldUse(type).isIn(method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reads",
                "writes",
                "callsFinalMethodOfSuperclass",
                "callsSuper",
                "callsPrivateMethodOfSuperclass",
                "makesLambda",
                "makesReference",
                "makesInnerClass",
                "callsStaticMethod",
                "callsStaticMethodForOthers",
                "callsDefaultMethodOfInterface",
                "callsThroughInterface",
                "isNative"
            })
    void whatRunsOnTheProxyAndReachesAFieldUsesIt(String method) {
        assertThat(isFieldUsedIn(Shop.class, method)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "returnsConstant",
                "usesConstantOfClass",
                "usesOwnConstant",
                "callsWhatTheProxyPassesOn",
                "callsHarmlessDefaultMethod",
                "makesReferenceToWhatTheProxyPassesOn",
                "readsFieldOfAnotherClass",
                "callsItself",
                "makesAnother"
            })
    void whatReachesNoFieldOnTheProxyUsesNone(String method) {
        assertThat(isFieldUsedIn(Shop.class, method)).isFalse();
    }

    @Test
    void aMethodThatWasFoundHarmlessIsSoForOthersThatCallIt() throws Exception {
        FieldUse fieldUse = new FieldUse(Shop.class);

        assertThat(fieldUse.isIn(Shop.class.getDeclaredMethod("returnsConstant")))
                .isFalse();
        assertThat(fieldUse.isIn(Shop.class.getDeclaredMethod("returnsConstant")))
                .isFalse();
        assertThat(fieldUse.isIn(Shop.class.getDeclaredMethod("reads"))).isTrue();
    }

    static class LongShelf extends Shelf {

        final int sizeForSubclasses() {
            return protectedSize();
        }

        final int sizeForAll() {
            return publicSize();
        }
    }

    @Test
    void aProtectedOrPublicMethodOfAnotherPackageIsPassedOnByTheProxy() {
        assertThat(isFieldUsedIn(LongShelf.class, "sizeForSubclasses")).isFalse();
        assertThat(isFieldUsedIn(LongShelf.class, "sizeForAll")).isFalse();
    }

    static class Worth {

        int value() {
            return 5;
        }
    }

    static class InheritedWorth extends Worth {}

    static class CountedWorth extends InheritedWorth {

        private int count;

        @Override
        int value() {
            return count;
        }

        final int inheritedValue() {
            return super.value();
        }
    }

    @Test
    void aCallOfSuperRunsWhatTheSuperclassInheritsAndNotWhatOverridesIt() {
        assertThat(isFieldUsedIn(CountedWorth.class, "inheritedValue")).isFalse();
    }

    @Test
    void aMethodOfAnotherPackageThatNoProxyOverridesIsFollowed() throws NoSuchMethodException {
        assertThat(new FieldUse(Shelf.class).isIn(Shelf.class.getMethod("sizeOfPackage")))
                .isFalse();
        assertThat(new FieldUse(LongShelf.class).isIn(Shelf.class.getMethod("sizeOfPackage")))
                .isTrue();
    }

    abstract static class Items extends AbstractList<String> {

        final boolean hasNone() {
            return super.isEmpty();
        }

        final ListIterator<String> iterates() {
            return super.listIterator(0);
        }
    }

    @Test
    void aMethodOfTheJdkIsFollowed() {
        assertThat(isFieldUsedIn(Items.class, "hasNone")).isFalse();
        assertThat(isFieldUsedIn(Items.class, "iterates")).isTrue();
    }

    static class Constant {

        final int get() {
            return 5;
        }
    }

    /** Defines a class as what makes classes at run time does, which keeps no file of it. */
    private static final class WithoutFiles extends ClassLoader {

        WithoutFiles() {
            super(null);
        }

        Class<?> define(Class<?> type) throws IOException {
            try (InputStream file = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
                byte[] bytes = file.readAllBytes();
                return defineClass(type.getName(), bytes, 0, bytes.length);
            }
        }
    }

    @Test
    void aMethodWhoseClassFileCannotBeReadCountsAsUsingFields() throws IOException {
        assertThat(isFieldUsedIn(Constant.class, "get")).isFalse();
        assertThat(isFieldUsedIn(new WithoutFiles().define(Constant.class), "get"))
                .isTrue();
    }
}
