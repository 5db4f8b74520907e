namespace PreferenceCenter.Features.Console.Requests;

/// <summary>What was shown of the queue last on an open page, so that the way back from a request leads there.</summary>
internal sealed class QueuePlace
{
    /// <summary>Query of the queue's address, with its question mark; empty if the queue was not open.</summary>
    public string Query { get; set; } = "";
}
