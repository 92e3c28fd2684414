package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FamilyNamesTests {

    @Test
    void onlyTheFirstEqualsSignPartsAParameterFromItsValue() {
        assertThat(FamilyNames.in("name[]=a=b")).containsExactly("a=b");
    }

    @Test
    void aSemicolonIsPartOfAValue() {
        assertThat(FamilyNames.in("name[]=a;name[]=b")).containsExactly("a;name[]=b");
    }

    @Test
    void theNameOfTheParameterMayBeEscaped() {
        assertThat(FamilyNames.in("name%5B%5D=a&name[]=b&name=c")).containsExactlyInAnyOrder("a", "b");
    }
}
