namespace MedInsure.UseCases.Tables;

/// <summary>Ties a sheet of paper or a file to the run that it came from: the run's number and the hash of its result.</summary>
public sealed record RunStamp(string Number, string Hash)
{
    public string Line => $"测算编号：{Number}　结果校验码：{Hash}";
}
