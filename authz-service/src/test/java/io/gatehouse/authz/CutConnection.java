package io.gatehouse.authz;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and a server, and cuts the connection after so many bytes of request. */
final class CutConnection implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    CutConnection(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void afterBytes(long bytes) {
        left.set(bytes);
    }

    void never() {
        left.set(Long.MAX_VALUE);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> carry(client, server, true));
                Thread.ofVirtual().start(() -> carry(server, client, false));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to, boolean isCounted) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1_024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (isCounted && left.addAndGet(-n) < 0) {
                    return;
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException _) {
            // One side has gone: the other is closed with it.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
