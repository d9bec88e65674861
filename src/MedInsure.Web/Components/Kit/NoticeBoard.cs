namespace MedInsure.Web.Components.Kit;

/// <summary>Short messages about what was done, at the lower left. One per circuit; <see cref="Notices"/> shows them.</summary>
public sealed class NoticeBoard
{
    private readonly List<Notice> notices = [];

    public event EventHandler? Changed;

    public IReadOnlyList<Notice> All => notices;

    /// <summary>Something was done: "已提交复核。"</summary>
    public void Done(string sentence) => Add(new Notice(sentence, isProblem: false));

    /// <summary>Something was not done and the page has no better place to say so; else use <see cref="ProblemBox"/>.</summary>
    public void Problem(string sentence) => Add(new Notice(sentence, isProblem: true));

    public void Remove(Notice notice)
    {
        notices.Remove(notice);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private void Add(Notice notice)
    {
        notices.Add(notice);
        if (notices.Count > 4)
        {
            notices.RemoveAt(0);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Compared by identity: the same sentence can stand there twice.</summary>
    public sealed class Notice(string sentence, bool isProblem)
    {
        public string Sentence { get; } = sentence;

        public bool IsProblem { get; } = isProblem;
    }
}
