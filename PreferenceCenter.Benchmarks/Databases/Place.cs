using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Databases;

/// <summary>Location of a database: a file, or the PostgreSQL server of the benchmarks.</summary>
internal abstract class Place
{
    public abstract DatabaseProvider Provider { get; }
    public abstract string ConnectionString { get; }

    public abstract Database Open();

    /// <summary>Copies the database, so that a measure can change the copy.</summary>
    public abstract Task<Place> CopyAsync(CancellationToken cancel);

    /// <summary>
    /// Does the work that many changes leave for later, such as checkpoints and statistics, so that it does not happen
    /// during a measure.
    /// </summary>
    public abstract Task SettleAsync(CancellationToken cancel);

    /// <summary>Deletes the database when it is no longer needed, to free disk space.</summary>
    public abstract Task DropAsync(CancellationToken cancel);

    /// <summary>The programs outside the serving process that work for this database.</summary>
    public abstract IReadOnlyList<MeasuredProgram> Parts { get; }
}
