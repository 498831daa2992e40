package io.gatehouse.authz;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactPlacement.Republication;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One log as its service writes it: numbers, previous numbers, epochs, republications. */
final class LogWriter {

    private static final FactMac MAC = FactsOnKafka.MAC;
    private static final Instant COMMITTED = Instant.EPOCH;

    private final PolicyOwner owner;
    private final LogName log;
    private final FactRecords records;
    private final List<String> pastEpochs = new ArrayList<>();
    private Optional<Republication> base = Optional.empty();
    private String epoch = "e1";
    private long number;
    private long factNumber;

    LogWriter(PolicyOwner owner, LogName log) {
        this.owner = owner;
        this.log = log;
        this.records = new FactRecords(log, MAC);
    }

    /** One command without dependencies. */
    List<WireRecord> write(Fact.Builder... bodies) {
        return writeAfter(Revision.NONE, bodies);
    }

    /** One command whose writer had seen that. */
    List<WireRecord> writeAfter(Revision seen, Fact.Builder... bodies) {
        number++;
        List<WireRecord> written = records.of(placement(number, seen), List.of(bodies));
        if (bodies.length > 0) {
            factNumber = number;
        }
        return written;
    }

    /** Everything again. */
    List<WireRecord> republish(String id, Revision seen, Fact.Builder... bodies) {
        base = Optional.of(new Republication(id, number));
        return records.republication(placement(number, seen), List.of(bodies));
    }

    /** A restore from a backup in which the log ended there. */
    void restore(String newEpoch, long backupNumber, long backupFactNumber) {
        pastEpochs.add(epoch);
        epoch = newEpoch;
        number = backupNumber;
        factNumber = backupFactNumber;
    }

    WireRecord tombstone(Fact.Builder body) {
        return records.tombstone(owner, body);
    }

    Revision revision() {
        return Revision.of(new LogPosition(owner, log, epoch, number));
    }

    /** The heartbeat of the log's partition, sent now. */
    WireRecord heartbeat() {
        return records.heartbeat(Partitions.of(owner), Instant.now());
    }

    private FactPlacement placement(long at, Revision seen) {
        return new FactPlacement(
                new LogPosition(owner, log, epoch, at),
                factNumber,
                seen,
                COMMITTED,
                pastEpochs,
                base);
    }
}
