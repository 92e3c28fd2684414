package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlHostTests {

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost",
        "127.0.0.1, 127.0.0.1",
        "::1, [::1]",
        "[::1], [::1]",
        "fe80::1%eth0, [fe80::1%25eth0]",
        "[fe80::1%eth0], [fe80::1%25eth0]"
    })
    void anIpv6AddressIsInBracketsWithItsZoneEscaped(String given, String host) throws UnknownHostException {
        assertThat(UrlHost.of(given, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})))
                .isEqualTo(host);
    }
}
