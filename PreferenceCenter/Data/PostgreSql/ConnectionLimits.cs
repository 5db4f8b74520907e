namespace PreferenceCenter.Data.PostgreSql;

/// <summary>How many connections a node takes, and how many its role may have.</summary>
internal static class ConnectionLimits
{
    /// <summary>Connections of a node for pages and work outside the change writer; whoever finds none free waits.</summary>
    public const int MaxWorking = 20;

    /// <summary>
    /// Requests of a node that read at the same moment, each on a connection of its own; the others wait without a
    /// thread.
    /// </summary>
    public const int MaxReadingRequests = 30;

    /// <summary>The writer, those for reading, those for work, and one for a command beside the node.</summary>
    public const int Most = 1 + MaxReadingRequests + MaxWorking + 1;

    /// <summary>How many connections this role may have here: the least of what limits it.</summary>
    public const string LimitSql = """
        SELECT least(
            current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
            (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user AND NOT rolsuper),
            (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database()))::text
        """;

    /// <summary>Nodes that a limit is shared by, at the least: one, and another while it is replaced.</summary>
    private const int SharedBy = 2;

    /// <summary>
    /// Readers of a node whose role has that limit. Of its share it keeps one connection for changes, and half of the
    /// rest for email, pages of the console and work.
    /// </summary>
    public static int ReadersWithin(int limit) => Math.Clamp((limit / SharedBy - 1) / 2, 1, MaxReadingRequests);
}
