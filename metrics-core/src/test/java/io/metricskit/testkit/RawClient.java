package io.metricskit.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends whatever a test likes, byte for byte, and takes its time. */
public final class RawClient implements AutoCloseable {

    private static final int READ_LIMIT_MILLIS = 30_000;

    /** So small that a server cannot get rid of a page of megabytes before it is read. */
    private static final int RECEIVE_BUFFER = 4096;

    private final Socket socket = new Socket();

    /** Connects to a port of this machine. */
    public RawClient(int port) throws IOException {
        this(InetAddress.getLoopbackAddress(), port);
    }

    /** Connects to a port at an address. */
    public RawClient(InetAddress address, int port) throws IOException {
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(address, port));
    }

    /** Sends characters of ISO 8859-1. */
    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a request without a body, and asks for the connection to be closed after the answer. */
    public RawClient request(String method, String target, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: here\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return send(text + "Connection: close\r\n\r\n");
    }

    /** Reads until the server closes the connection. */
    public String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Reads an answer until the server closes the connection. */
    public HttpAnswer answer() throws IOException {
        return HttpAnswer.of(socket.getInputStream().readAllBytes());
    }

    /** Reads the beginning of an answer, and resets the connection. */
    public void abort() throws IOException {
        if (socket.getInputStream().read() != 'H') {
            throw new AssertionError("expected the beginning of an answer");
        }
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Returns whether the server closes the connection, or cuts it, without another byte; not if it keeps silent. */
    public boolean isCut() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
