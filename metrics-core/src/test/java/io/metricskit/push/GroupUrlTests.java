package io.metricskit.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupUrlTests {

    private static final String ADDRESS = "http://127.0.0.1:9091";

    @ParameterizedTest
    @CsvSource({
        "my-job,            /metrics/job/my-job",
        "my job,            /metrics/job/my%20job",
        "a+b,               /metrics/job/a%2Bb",
        "a/b,               /metrics/job@base64/YS9i",
        "/??,               /metrics/job@base64/Lz8_",
        "/>>,               /metrics/job@base64/Lz4-",
        "test/job,          /metrics/job@base64/dGVzdC9qb2I=",
        "a%2Fb,             /metrics/job/a%252Fb",
        "50%,               /metrics/job/50%25",
        "..,                /metrics/job@base64/Li4=",
        ".,                 /metrics/job@base64/Lg==",
        "a.b,               /metrics/job/a.b",
        "a;b?c#d&e=f,       /metrics/job/a%3Bb%3Fc%23d%26e%3Df",
        "grüße,             /metrics/job/gr%C3%BC%C3%9Fe",
        "\uD83D\uDE80,      /metrics/job/%F0%9F%9A%80",
        "a*b,               /metrics/job/a%2Ab",
        "a_-~9Z,            /metrics/job/a_-~9Z"
    })
    void aJobIsEscaped(String job, String path) {
        assertThat(GroupUrl.of(ADDRESS, "/metrics", job, key())).hasToString(ADDRESS + path);
    }

    @Test
    void aNewlineIsEscaped() {
        assertThat(GroupUrl.of(ADDRESS, "/metrics", "a\nb", key())).hasToString(ADDRESS + "/metrics/job/a%0Ab");
    }

    @ParameterizedTest
    @CsvSource({
        "foo.bar, U__foo_2e_bar",
        "a:b, U__a_3a_b",
        "1a_b, U___31_a__b",
        "花😱, U___82b1__1f631_",
        "U__a, U__U____a",
        "U__a.b, U__U____a_2e_b",
        "U_a, U_a",
        "_a, _a"
    })
    void aNameOutsideOfTheLegacySetIsEscapedAndSoIsOneThatLooksEscaped(String name, String inPath) {
        assertThat(GroupUrl.of(ADDRESS, "/metrics", "j", key(name, "baz")))
                .hasToString(ADDRESS + "/metrics/job/j/" + inPath + "/baz");
    }

    @Test
    void theGroupingKeyIsSortedAndEscaped() {
        assertThat(GroupUrl.of(ADDRESS, "/metrics", "example", key("second", "foo", "first", "")))
                .hasToString(ADDRESS + "/metrics/job/example/first@base64/=/second/foo");
        assertThat(GroupUrl.of(ADDRESS, "/metrics", "directory_cleaner", key("path", "/var/tmp")))
                .hasToString(ADDRESS + "/metrics/job/directory_cleaner/path@base64/L3Zhci90bXA=");
        assertThat(GroupUrl.of(ADDRESS, "/metrics", "j", key("instance", "127.0.0.1:1234")))
                .hasToString(ADDRESS + "/metrics/job/j/instance/127.0.0.1%3A1234");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway:9091,               http://gateway:9091",
        "localhost,                  http://localhost",
        "http://gateway:9091/,       http://gateway:9091",
        "http://gateway:9091///,     http://gateway:9091",
        "http://gateway:65535,       http://gateway:65535",
        "https://gateway/prefix/,    https://gateway/prefix",
        "HTTPS://gateway/prefix,     HTTPS://gateway/prefix",
        "http://[::1]:9091,          http://[::1]:9091",
        "[::1]:9091,                 http://[::1]:9091"
    })
    void anAddressKeepsItsPrefixAndLosesSlashesAtTheEnd(String address, String base) {
        assertThat(GroupUrl.of(address, "/metrics", "j", key())).hasToString(base + "/metrics/job/j");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://gateway",
                "file:///etc/passwd",
                "http://",
                "",
                "http://a b",
                "http://g?x=1",
                "http://g/#f",
                "http:/h",
                "http://gateway:65536",
                "localhost/r?to=http://x",
                "",
                "http://"
            })
    void oddAddressesAreRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupUrl.of(address, "/metrics", "j", key()))
                .withMessageStartingWith("expected an address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "http:///"})
    void anAddressWithoutAHostIsShownAsItWasGiven(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupUrl.of(address, "/metrics", "j", key()))
                .withMessage("expected an address such as http://127.0.0.1:9091, but got '" + address + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user:secret@gateway", "user:secret@gateway:9091", "http://user:secret@g:x"})
    void credentialsInTheAddressAreRefusedAndNotShown(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupUrl.of(address, "/metrics", "j", key()))
                .withMessageContaining("basicAuth")
                .withMessageNotContaining("secret");
    }

    private static SortedMap<String, String> key(String... namesAndValues) {
        SortedMap<String, String> key = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            key.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return key;
    }
}
