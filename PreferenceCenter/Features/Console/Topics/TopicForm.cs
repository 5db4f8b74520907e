using PreferenceCenter.Features.Console.Drafts;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>A topic as its editor shows it.</summary>
internal sealed class TopicForm(TopicEdit read) : DraftForm(read)
{
    public new TopicEdit Read => (TopicEdit)base.Read;
}
