package io.gatehouse.identity.servercertificate;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.servercertificate.ServerCertificateCommand.DeleteServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.MoveServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.RenameServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.TagServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.UntagServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateCommand.UploadServerCertificate;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateDeleted;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateMoved;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateRenamed;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateTagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUntagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUploaded;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ServerCertificateDeciderTest {

    private static final UniqueId ID = new UniqueId("ASCAAAAAAAAAAAAAAAAAA");
    private static final EntityName NAME = new EntityName("prod");
    private static final EntityName OTHER = new EntityName("prod2");
    private static final EntityPath PATH = new EntityPath("/web/");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final Tags RED =
            Tags.exact(List.of(new io.gatehouse.identity.value.Tag("team", "red")));
    private static final ServerCertificateText TEXT = new ServerCertificateText("body", "", NOW);
    private static final ServerCertificateUploaded UPLOADED =
            new ServerCertificateUploaded(
                    ID, NAME, EntityPath.ROOT, TEXT, Tags.exact(List.of()), NOW);
    private static final List<ServerCertificateCommand> CHANGES =
            List.of(
                    new RenameServerCertificate(OTHER),
                    new MoveServerCertificate(PATH),
                    new TagServerCertificate(RED),
                    new UntagServerCertificate(List.of("team")),
                    new DeleteServerCertificate());

    private static ServerCertificate after(ServerCertificateEvent... events) {
        ServerCertificate certificate = ServerCertificate.ABSENT;
        for (ServerCertificateEvent event : events) {
            certificate = ServerCertificate.evolve(certificate, event);
        }
        return certificate;
    }

    private static Decision<ServerCertificateEvent> decide(
            ServerCertificate certificate, ServerCertificateCommand command) {
        return ServerCertificateDecider.decide(certificate, command, Quotas.DEFAULT);
    }

    private static UploadServerCertificate upload(int existing) {
        return new UploadServerCertificate(
                ID, NAME, EntityPath.ROOT, TEXT, Tags.exact(List.of()), NOW, existing);
    }

    @Test
    void uploading_one_that_is_absent_happens_up_to_the_quota() {
        happens(decide(ServerCertificate.ABSENT, upload(19)), UPLOADED);
        refused(
                decide(ServerCertificate.ABSENT, upload(20)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for ServerCertificatesPerAccount: 20");
    }

    @Test
    void everything_else_is_refused_while_absent_and_once_deleted() {
        ServerCertificate deleted = after(UPLOADED, new ServerCertificateDeleted(NAME));
        for (ServerCertificateCommand change : CHANGES) {
            refused(decide(ServerCertificate.ABSENT, change), ErrorCode.NO_SUCH_ENTITY);
            refused(decide(deleted, change), ErrorCode.NO_SUCH_ENTITY);
        }
        refused(decide(deleted, upload(0)), ErrorCode.ENTITY_ALREADY_EXISTS);
        refused(
                decide(after(UPLOADED), upload(0)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "The Server Certificate with name prod already exists.");
    }

    @Test
    void one_is_renamed_moved_tagged_and_deleted() {
        ServerCertificate there = after(UPLOADED);
        happens(
                decide(there, new RenameServerCertificate(OTHER)),
                new ServerCertificateRenamed(NAME, OTHER));
        nothing(decide(there, new RenameServerCertificate(NAME)));
        happens(
                decide(there, new MoveServerCertificate(PATH)),
                new ServerCertificateMoved(EntityPath.ROOT, PATH));
        nothing(decide(there, new MoveServerCertificate(EntityPath.ROOT)));
        happens(decide(there, new TagServerCertificate(RED)), new ServerCertificateTagged(RED));
        ServerCertificate tagged = after(UPLOADED, new ServerCertificateTagged(RED));
        nothing(decide(tagged, new TagServerCertificate(RED)));
        happens(
                decide(tagged, new UntagServerCertificate(List.of("team"))),
                new ServerCertificateUntagged(List.of("team")));
        nothing(decide(there, new UntagServerCertificate(List.of("team"))));
        happens(decide(there, new DeleteServerCertificate()), new ServerCertificateDeleted(NAME));
    }

    @Test
    void events_that_cannot_have_happened_are_a_corrupt_stream() {
        assertThatThrownBy(() -> after(new ServerCertificateTagged(RED)))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(UPLOADED, UPLOADED))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(UPLOADED, new ServerCertificateDeleted(NAME), UPLOADED))
                .isInstanceOf(CorruptStreamException.class);
    }
}
