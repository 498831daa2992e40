package io.gatehouse.awsquery;

/** The two APIs that Gatehouse speaks, as they stand on the wire. */
public enum AwsApi {
    IAM("iam", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/"),
    STS("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");

    private final String vendor;
    private final String version;
    private final String namespace;

    AwsApi(String vendor, String version, String namespace) {
        this.vendor = vendor;
        this.version = version;
        this.namespace = namespace;
    }

    /** The prefix of its actions in policies, and the service that signatures name. */
    public String vendor() {
        return vendor;
    }

    /** The form's {@code Version}. */
    public String version() {
        return version;
    }

    /** Of the XML answers. */
    public String namespace() {
        return namespace;
    }
}
