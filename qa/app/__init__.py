"""The chat page: a Gradio app around one `Assistant`. It holds no answering logic of its own.

Nothing outside this package imports Gradio.
"""
